package parley.talks.phase;

import java.util.List;
import java.util.Optional;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.Principal;
import parley.talks.event.EventReader;
import parley.talks.event.EventWriter;
import parley.talks.rules.Rules;

/** What happens to the phase in one room; the same acts stand in every room of a table. */
public sealed interface PhaseEvent {
    /** Names the kind of event in its envelope. */
    String type();

    void write(EventWriter out);

    /**
     * Puts a move before all parties; the same bytes go into each room.
     *
     * @param nonce makes proposing again another move
     * @param parties all whose acceptance is needed, by the author's word
     */
    record Proposed(Hash nonce, Aim aim, List<Principal> parties) implements PhaseEvent {
        static final String TYPE = "phase.proposed";

        public Proposed {
            parties = List.copyOf(parties);
        }

        /** Names this move in all rooms alike. */
        public Hash name() {
            CanonicalWriter all = new CanonicalWriter();
            all.hash(nonce);
            aim.write(all);
            all.list(parties, (to, one) -> one.write(to));
            return Hash.of("phase-move", all.bytes());
        }

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(3)
                    .hash("nonce", nonce)
                    .word("aim", aim)
                    .list("parties", parties, (to, one) -> to.fields(1).principal("party", one));
        }

        static Proposed read(EventReader in) throws Malformed {
            in.fields(3);
            return new Proposed(
                    in.hash("nonce"),
                    in.word("aim", Aim.values()),
                    in.list("parties", Rules.MOST_SEATS, item -> item.fields(1).principal("party")));
        }
    }

    /** A party accepts the move. */
    record Accepted(Hash move) implements PhaseEvent {
        static final String TYPE = "phase.accepted";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(1).hash("move", move);
        }
    }

    /** The move is off: a party declines or its proposer withdraws, or a mediator carries that here. */
    record Withdrawn(Hash move) implements PhaseEvent {
        static final String TYPE = "phase.withdrawn";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(1).hash("move", move);
        }
    }

    /** A mediator says that the parties of the other rooms have accepted too. */
    record Moved(Hash move) implements PhaseEvent {
        static final String TYPE = "phase.moved";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(1).hash("move", move);
        }
    }

    /**
     * Somebody goes back to an earlier phase; the same bytes go into each room.
     *
     * @param nonce makes going back again another step
     */
    record SteppedBack(Hash nonce, Phase to) implements PhaseEvent {
        static final String TYPE = "phase.stepped-back";

        /** Names this step in all rooms alike. */
        public Hash name() {
            CanonicalWriter all = new CanonicalWriter();
            all.hash(nonce);
            to.write(all);
            return Hash.of("phase-step", all.bytes());
        }

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(2).hash("nonce", nonce).word("to", to);
        }

        static SteppedBack read(EventReader in) throws Malformed {
            in.fields(2);
            return new SteppedBack(in.hash("nonce"), in.word("to", Phase.values()));
        }
    }

    private static Hash move(EventReader in) throws Malformed {
        in.fields(1);
        return in.hash("move");
    }

    /** Reads the fields of an event of this type; empty for a type that isn't of this practice. */
    static Optional<PhaseEvent> read(String type, EventReader in) throws Malformed {
        return switch (type) {
            case Proposed.TYPE -> Optional.of(Proposed.read(in));
            case Accepted.TYPE -> Optional.of(new Accepted(move(in)));
            case Withdrawn.TYPE -> Optional.of(new Withdrawn(move(in)));
            case Moved.TYPE -> Optional.of(new Moved(move(in)));
            case SteppedBack.TYPE -> Optional.of(SteppedBack.read(in));
            default -> Optional.empty();
        };
    }
}
