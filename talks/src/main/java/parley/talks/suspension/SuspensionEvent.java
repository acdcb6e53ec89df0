package parley.talks.suspension;

import java.util.Optional;
import parley.base.Hash;
import parley.base.Malformed;
import parley.talks.event.EventReader;
import parley.talks.event.EventWriter;
import parley.talks.practice.Note;

/** What can happen when talks stop for a while, or somebody leaves them with notice. Times are milliseconds since 1970 UTC. */
public sealed interface SuspensionEvent {
    /** Names the kind of event in its envelope. */
    String type();

    void write(EventWriter out);

    /**
     * The talks in this room stop.
     *
     * @param reason why, in its author's words
     * @param from when its author said it, by its own clock
     * @param until when they go on by themselves
     */
    record Suspended(String reason, long from, long until) implements SuspensionEvent {
        static final String TYPE = "suspension.suspended";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(3).text("reason", reason).number("from", from).number("until", until);
        }

        static Suspended read(EventReader in) throws Malformed {
            in.fields(3);
            return new Suspended(in.text("reason", Note.MOST_BYTES), in.number("from"), in.number("until"));
        }
    }

    /** Whoever suspended lets the talks go on, or somebody else agrees that they do. */
    record Resumed(Hash suspension) implements SuspensionEvent {
        static final String TYPE = "suspension.resumed";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(1).hash("suspension", suspension);
        }

        static Resumed read(EventReader in) throws Malformed {
            in.fields(1);
            return new Resumed(in.hash("suspension"));
        }
    }

    /** Its date has come. */
    record Lapsed(Hash suspension) implements SuspensionEvent {
        static final String TYPE = "suspension.lapsed";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(1).hash("lapsed", suspension);
        }

        static Lapsed read(EventReader in) throws Malformed {
            in.fields(1);
            return new Lapsed(in.hash("lapsed"));
        }
    }

    /**
     * A party gives notice that it withdraws.
     *
     * @param note in its author's words; may be empty
     * @param from when its author said it, by its own clock
     * @param due when its node leaves the room
     */
    record NoticeGiven(String note, long from, long due) implements SuspensionEvent {
        static final String TYPE = "suspension.notice-given";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(3).text("note", note).number("from", from).number("due", due);
        }

        static NoticeGiven read(EventReader in) throws Malformed {
            in.fields(3);
            return new NoticeGiven(in.text("note", Note.MOST_BYTES), in.number("from"), in.number("due"));
        }
    }

    /** A party takes its notice back and stays. */
    record NoticeTakenBack(Hash notice) implements SuspensionEvent {
        static final String TYPE = "suspension.notice-taken-back";

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(1).hash("notice", notice);
        }

        static NoticeTakenBack read(EventReader in) throws Malformed {
            in.fields(1);
            return new NoticeTakenBack(in.hash("notice"));
        }
    }

    /** Reads the fields of an event of this type; empty for a type that isn't of this practice. */
    static Optional<SuspensionEvent> read(String type, EventReader in) throws Malformed {
        return switch (type) {
            case Suspended.TYPE -> Optional.of(Suspended.read(in));
            case Resumed.TYPE -> Optional.of(Resumed.read(in));
            case Lapsed.TYPE -> Optional.of(Lapsed.read(in));
            case NoticeGiven.TYPE -> Optional.of(NoticeGiven.read(in));
            case NoticeTakenBack.TYPE -> Optional.of(NoticeTakenBack.read(in));
            default -> Optional.empty();
        };
    }
}
