package parley.talks.mandate;

import java.util.Optional;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.PrincipalId;
import parley.talks.event.EventReader;
import parley.talks.event.EventWriter;

/** What happens to mandates in one room; a principal shows the same mandate in each room that it is for. */
public sealed interface MandateEvent {
    /** Names the kind of event in its envelope. */
    String type();

    void write(EventWriter out);

    /** A principal issues one of its own. The fields are those of {@link Mandate}; the principal is the author. */
    record Issued(Hash nonce, String delegate, Power power, long until) implements MandateEvent {
        static final String TYPE = "mandate.issued";

        public Mandate by(PrincipalId author) {
            return new Mandate(nonce, author, delegate, power, until);
        }

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(4)
                    .hash("nonce", nonce)
                    .text("delegate", delegate)
                    .word("power", power)
                    .number("until", until);
        }

        static Issued read(EventReader in) throws Malformed {
            in.fields(4);
            return new Issued(
                    in.hash("nonce"),
                    in.text("delegate", Mandate.MOST_DELEGATE_BYTES),
                    in.word("power", Power.values()),
                    in.number("until"));
        }
    }

    /** From here on this delegate acts for the author, until another does. */
    record Taken(Hash mandate) implements MandateEvent {
        static final String TYPE = "mandate.taken";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(1).hash("mandate", mandate);
        }
    }

    /** Its principal takes it back. */
    record Revoked(Hash mandate) implements MandateEvent {
        static final String TYPE = "mandate.revoked";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(1).hash("mandate", mandate);
        }
    }

    /** Its time is over, by the word of whoever makes deadlines pass here, or of its own principal. */
    record Lapsed(Hash mandate) implements MandateEvent {
        static final String TYPE = "mandate.lapsed";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(1).hash("mandate", mandate);
        }
    }

    private static Hash mandate(EventReader in) throws Malformed {
        in.fields(1);
        return in.hash("mandate");
    }

    /** Reads the fields of an event of this type; empty for a type that isn't of this practice. */
    static Optional<MandateEvent> read(String type, EventReader in) throws Malformed {
        return switch (type) {
            case Issued.TYPE -> Optional.of(Issued.read(in));
            case Taken.TYPE -> Optional.of(new Taken(mandate(in)));
            case Revoked.TYPE -> Optional.of(new Revoked(mandate(in)));
            case Lapsed.TYPE -> Optional.of(new Lapsed(mandate(in)));
            default -> Optional.empty();
        };
    }
}
