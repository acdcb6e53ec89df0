package parley.talks.table;

import java.util.Optional;
import parley.base.Hash;
import parley.base.Malformed;
import parley.talks.event.EventReader;
import parley.talks.event.EventWriter;
import parley.talks.practice.Note;
import parley.talks.rules.Rules;

/** What can happen to the Rules of a room. */
public sealed interface TableEvent {
    /** Names the kind of event in its envelope. */
    String type();

    void write(EventWriter out);

    /** Puts new Rules before all who sit here; the author accepts them by this. */
    record RulesProposed(Rules rules, String note) implements TableEvent {
        static final String TYPE = "table.rules-proposed";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(2).bytes("rules", rules.encoded()).text("note", note);
        }

        static RulesProposed read(EventReader in) throws Malformed {
            in.fields(2);
            return new RulesProposed(Rules.read(in.bytes("rules", Rules.MOST_BYTES)), in.text("note", Note.MOST_BYTES));
        }
    }

    /** Accepts proposed Rules by their hash. */
    record RulesAccepted(Hash rules) implements TableEvent {
        static final String TYPE = "table.rules-accepted";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(1).hash("rules", rules);
        }

        static RulesAccepted read(EventReader in) throws Malformed {
            in.fields(1);
            return new RulesAccepted(in.hash("rules"));
        }
    }

    /** Takes back one's proposal, or one's acceptance of another's. */
    record RulesWithdrawn(Hash rules) implements TableEvent {
        static final String TYPE = "table.rules-withdrawn";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(1).hash("rules", rules);
        }

        static RulesWithdrawn read(EventReader in) throws Malformed {
            in.fields(1);
            return new RulesWithdrawn(in.hash("rules"));
        }
    }

    /** Reads the fields of an event of this type; empty for a type that isn't of this practice. */
    static Optional<TableEvent> read(String type, EventReader in) throws Malformed {
        return switch (type) {
            case RulesProposed.TYPE -> Optional.of(RulesProposed.read(in));
            case RulesAccepted.TYPE -> Optional.of(RulesAccepted.read(in));
            case RulesWithdrawn.TYPE -> Optional.of(RulesWithdrawn.read(in));
            default -> Optional.empty();
        };
    }
}
