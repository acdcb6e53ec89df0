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
 * What became of words after the record of their crossing: whether they were said in the other room, in which words and when. Sealed to
 * their source, of every idea that was raised as the mediator's own, and of others when they were not said with their record.
 *
 * @param as as what the record lets them cross
 * @param said whether they were said; otherwise they were given up, or their hour was over before
 * @param wording in which words they were, or would have been; without a text of an idea that was not said
 * @param statedAt when the mediator's node says that this happened, milliseconds since 1970 UTC: a claim
 */
public record RaisedWords(CrossedAs as, boolean said, Wording wording, long statedAt) {
    private static final int FORM = 2;
    /** As vaults and mediators before form 2 have it: of ideas only, said where there is a text. */
    private static final int FORM_OF_IDEAS = 1;
    /** To whose multiples it is filled: whoever sees how long it is can't tell by that which of many messages it speaks of. */
    private static final int STEP = 1024;
    /** Of the field that fills it. */
    private static final int LENGTH_BYTES = 4;

    /** Beside the text there are form, language, direction, time, lengths, what fills it, and what sealing adds. */
    public static final int MOST_SEALED_BYTES = Conveyance.MOST_TEXT_BYTES + 2 * STEP;

    /** What the seal is bound to: it opens beside the passage of this room only. */
    public static Bytes context(RoomId room, Hash passage) {
        return Hash.of("raised", room.hash().value(), passage.value()).value();
    }

    public Bytes encoded() {
        CanonicalWriter out = new CanonicalWriter().u8(FORM);
        as.write(out);
        out.bool(said).text(wording.text()).text(wording.lang());
        wording.dir().write(out);
        Bytes words = out.u64(statedAt).bytes();
        return out.field(Bytes.wrap(new byte[filling(words.size() + LENGTH_BYTES)]))
                .bytes();
    }

    private static int filling(int size) {
        return (STEP - size % STEP) % STEP;
    }

    public static RaisedWords decode(Bytes content) throws Malformed {
        CanonicalReader in = new CanonicalReader(content);
        RaisedWords read = switch (in.u8()) {
            case FORM ->
                filled(in, new RaisedWords(Word.read(in, CrossedAs.values()), in.bool(), wording(in), in.u64()));
            case FORM_OF_IDEAS -> idea(wording(in), in.u64());
            default -> throw new Malformed("a record of an unknown form");
        };
        in.end();
        return read;
    }

    private static RaisedWords filled(CanonicalReader in, RaisedWords read) throws Malformed {
        var unused = in.field(STEP);
        return read;
    }

    private static RaisedWords idea(Wording wording, long statedAt) {
        return new RaisedWords(CrossedAs.OWN, !wording.text().isEmpty(), wording, statedAt);
    }

    private static Wording wording(CanonicalReader in) throws Malformed {
        return new Wording(
                in.text(Conveyance.MOST_TEXT_BYTES), in.text(Language.MOST_LENGTH), Word.read(in, Direction.values()));
    }
}
