package parley.talks.nonpaper;

import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.RoomId;
import parley.talks.event.EventReader;
import parley.talks.event.EventWriter;
import parley.talks.message.Direction;
import parley.talks.practice.ReaderProof;
import parley.talks.rules.Language;
import parley.talks.rules.Rules;

/** What happens to non-papers in a room. */
public sealed interface NonPaperEvent {
    int VERSION = 4;

    /** Names the kind of event in its envelope. */
    String type();

    void write(EventWriter out);

    /**
     * A paper is laid before the readers of the room. It has no title, no attachment, no author and no time but the one at which it
     * lapses.
     *
     * @param text plain ({@link parley.talks.text.PlainText})
     * @param lang BCP 47 tag
     * @param lapses from when nobody may keep it, milliseconds since 1970 UTC
     * @param standing the mediator's proof to each reader that it comes from a level that can deliver; none for no mark
     * @param forOthers whether the mediators of this caucus may lay it before others; each has its own type, for the form of a paper is
     *     the same
     */
    record Laid(String text, String lang, Direction dir, long lapses, List<ReaderProof> standing, boolean forOthers)
            implements NonPaperEvent {
        static final String TYPE = "nonpaper.laid";
        static final String TYPE_FOR_OTHERS = "nonpaper.laid-for-others";

        public Laid {
            standing = List.copyOf(standing);
        }

        /** What a mark proves: these words, in this room, until then, come from a level that can deliver. */
        public static Hash statement(RoomId room, String text, String lang, Direction dir, long lapses) {
            return Hash.of(
                    "proof-standing",
                    room.hash().value(),
                    Bytes.utf8(text),
                    Bytes.utf8(lang),
                    Bytes.utf8(dir.word()),
                    Hash.number(lapses));
        }

        public Hash statement(RoomId room) {
            return statement(room, text, lang, dir, lapses);
        }

        public Optional<ReaderProof> standingFor(PrincipalId reader) {
            return standing.stream().filter(one -> one.reader().equals(reader)).findFirst();
        }

        @Override
        public String type() {
            return forOthers ? TYPE_FOR_OTHERS : TYPE;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(5).text("text", text).text("lang", lang).word("dir", dir).number("lapses", lapses);
            ReaderProof.write(out, standing);
        }

        static Laid read(EventReader in, boolean forOthers) throws Malformed {
            in.fields(5);
            return new Laid(
                    in.text("text", NonPapers.MOST_TEXT_BYTES),
                    in.text("lang", Language.MOST_LENGTH),
                    in.word("dir", Direction.values()),
                    in.number("lapses"),
                    ReaderProof.read(in),
                    forOthers);
        }
    }

    /**
     * A mediator's record in the caucus where a paper lies, before it lays the same words elsewhere: its author sees before whom. There
     * the paper is one like any other, and nothing in it refers to this.
     *
     * @param paper the position at which it was laid here
     * @param to who reads the room in which it is laid
     * @param lapses its hour there, milliseconds since 1970 UTC: never later than here
     */
    record Carried(long paper, List<Principal> to, long lapses) implements NonPaperEvent {
        static final String TYPE = "nonpaper.carried";

        public Carried {
            to = List.copyOf(to);
        }

        @Override
        public String type() {
            return TYPE;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(3).number("paper", paper).readers("to", to).number("lapses", lapses);
        }

        static Carried read(EventReader in) throws Malformed {
            in.fields(3);
            return new Carried(in.number("paper"), in.readers("to", Rules.MOST_SEATS), in.number("lapses"));
        }
    }

    /** Reads the fields of an event of this type; empty for a type that isn't of this practice. */
    static Optional<NonPaperEvent> read(String type, EventReader in) throws Malformed {
        return switch (type) {
            case Laid.TYPE -> Optional.of(Laid.read(in, false));
            case Laid.TYPE_FOR_OTHERS -> Optional.of(Laid.read(in, true));
            case Carried.TYPE -> Optional.of(Carried.read(in));
            default -> Optional.empty();
        };
    }
}
