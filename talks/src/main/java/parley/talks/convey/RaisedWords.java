package parley.talks.convey;

import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.RoomId;
import parley.talks.convey.ConveyEvent.Wording;
import parley.talks.event.Word;
import parley.talks.message.Direction;
import parley.talks.rules.Language;

/**
 * In which words, and when, an idea of the source was raised as the mediator's own: what its record seals.
 *
 * @param wording without a text when it was not said after all
 * @param statedAt when the mediator's node says it said so, milliseconds since 1970 UTC: a claim
 */
public record RaisedWords(Wording wording, long statedAt) {
    private static final int FORM = 1;
    /** Beside the text: form, language, direction, time, lengths, and what sealing adds. */
    private static final int MOST_AROUND = 512;

    public static final int MOST_SEALED_BYTES = Conveyance.MOST_TEXT_BYTES + MOST_AROUND;

    public boolean unsaid() {
        return wording.text().isEmpty();
    }

    /** What the seal is bound to: it opens beside the passage of this room only. */
    public static Bytes context(RoomId room, Hash passage) {
        return Hash.of("raised", room.hash().value(), passage.value()).value();
    }

    public Bytes encoded() {
        CanonicalWriter out =
                new CanonicalWriter().u8(FORM).text(wording.text()).text(wording.lang());
        wording.dir().write(out);
        return out.u64(statedAt).bytes();
    }

    public static RaisedWords decode(Bytes content) throws Malformed {
        CanonicalReader in = new CanonicalReader(content);
        if (in.u8() != FORM) {
            throw new Malformed("a record of an unknown form");
        }
        RaisedWords read = new RaisedWords(
                new Wording(
                        in.text(Conveyance.MOST_TEXT_BYTES),
                        in.text(Language.MOST_LENGTH),
                        Word.read(in, Direction.values())),
                in.u64());
        in.end();
        return read;
    }
}
