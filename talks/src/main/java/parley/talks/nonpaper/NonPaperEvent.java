package parley.talks.nonpaper;

import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.PrincipalId;
import parley.base.RoomId;
import parley.talks.event.EventReader;
import parley.talks.event.EventWriter;
import parley.talks.message.Direction;
import parley.talks.practice.ReaderProof;
import parley.talks.rules.Language;

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
     */
    record Laid(String text, String lang, Direction dir, long lapses, List<ReaderProof> standing)
            implements NonPaperEvent {
        static final String TYPE = "nonpaper.laid";

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
            return TYPE;
        }

        @Override
        public void write(EventWriter out) {
            out.fields(5).text("text", text).text("lang", lang).word("dir", dir).number("lapses", lapses);
            ReaderProof.write(out, standing);
        }

        static Laid read(EventReader in) throws Malformed {
            in.fields(5);
            return new Laid(
                    in.text("text", NonPapers.MOST_TEXT_BYTES),
                    in.text("lang", Language.MOST_LENGTH),
                    in.word("dir", Direction.values()),
                    in.number("lapses"),
                    ReaderProof.read(in));
        }
    }

    /** Reads the fields of an event of this type; empty for a type that isn't of this practice. */
    static Optional<NonPaperEvent> read(String type, EventReader in) throws Malformed {
        return type.equals(Laid.TYPE) ? Optional.of(Laid.read(in)) : Optional.empty();
    }
}
