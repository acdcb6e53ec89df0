package parley.talks.roster;

import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.talks.event.EventReader;
import parley.talks.event.EventWriter;
import parley.talks.practice.Note;
import parley.talks.rules.Standing;

/** What can happen on the way to a new epoch. */
public sealed interface RosterEvent {
    /** Names the kind of event in its envelope. */
    String type();

    void write(EventWriter out);

    /**
     * Proposes a change; the author consents to it by this.
     *
     * @param subject the newcomer; who leaves or is renewed; for a refresh or a move, the author
     * @param change the sealed room's encoding of the change, which must say the same kind and subject; of a grant, a
     *     {@link History}
     * @param standing how well the author's node knows the subject: its word, shown to those who consent
     */
    record Proposed(ChangeKind kind, Principal subject, Bytes change, Standing standing, String note)
            implements RosterEvent {
        static final String TYPE = "roster.proposed";

        /** Names this proposal of this author: what consents refer to. */
        public Hash proposalBy(PrincipalId proposer) {
            return Hash.of(
                    "roster-proposal",
                    proposer.hash().value(),
                    Bytes.utf8(kind.word()),
                    subject.id().hash().value(),
                    Bytes.utf8(subject.name()),
                    Hash.number(subject.role().code()),
                    change);
        }

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(5)
                    .word("kind", kind)
                    .principal("subject", subject)
                    .bytes("change", change)
                    .word("standing", standing)
                    .text("note", note);
        }

        static Proposed read(EventReader in) throws Malformed {
            in.fields(5);
            return new Proposed(
                    in.word("kind", ChangeKind.values()),
                    in.principal("subject"),
                    in.bytes("change", Roster.MOST_CHANGE_BYTES),
                    in.word("standing", Standing.values()),
                    in.text("note", Note.MOST_BYTES));
        }
    }

    /**
     * Consents to a proposal.
     *
     * @param standing how well the author's node knows the subject: its word
     */
    record Consented(Hash proposal, Standing standing) implements RosterEvent {
        static final String TYPE = "roster.consented";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(2).hash("proposal", proposal).word("standing", standing);
        }

        static Consented read(EventReader in) throws Malformed {
            in.fields(2);
            return new Consented(in.hash("proposal"), in.word("standing", Standing.values()));
        }
    }

    /** Takes back one's proposal, or one's consent to another's. */
    record Withdrawn(Hash proposal) implements RosterEvent {
        static final String TYPE = "roster.withdrawn";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(1).hash("proposal", proposal);
        }

        static Withdrawn read(EventReader in) throws Malformed {
            in.fields(1);
            return new Withdrawn(in.hash("proposal"));
        }
    }

    /** Reads the fields of an event of this type; empty for a type that isn't of this practice. */
    static Optional<RosterEvent> read(String type, EventReader in) throws Malformed {
        return switch (type) {
            case Proposed.TYPE -> Optional.of(Proposed.read(in));
            case Consented.TYPE -> Optional.of(Consented.read(in));
            case Withdrawn.TYPE -> Optional.of(Withdrawn.read(in));
            default -> Optional.empty();
        };
    }
}
