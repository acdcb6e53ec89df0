package parley.talks.rules;

import java.nio.charset.StandardCharsets;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Malformed;
import parley.talks.text.Blank;
import parley.talks.text.Visible;

/**
 * The sentence that all sides say to the media, in one of the table's languages: what each side publishes in its own
 * words soon reads as two different deals.
 *
 * @param language one of {@link Rules#languages()}
 * @param text 1 to {@value #MOST_BYTES} bytes, nothing hidden in it
 */
public record MediaLine(String language, String text) {
    /** Two sentences in any script; one in each of {@link Rules#MOST_LANGUAGES} leaves Rules within their bytes. */
    public static final int MOST_BYTES = 512;

    boolean inRange() {
        return !Blank.is(text) && isPlain(text, MOST_BYTES);
    }

    /** Of texts that people agree on: nobody may be bound by letters that readers don't see. */
    static boolean isPlain(String text, int mostBytes) {
        return text.equals(text.strip())
                && text.getBytes(StandardCharsets.UTF_8).length <= mostBytes
                && !Visible.hasMarks(text);
    }

    void write(CanonicalWriter out) {
        out.text(language).text(text);
    }

    static MediaLine read(CanonicalReader in) throws Malformed {
        return new MediaLine(in.text(Language.MOST_LENGTH), in.text(Rules.MOST_BYTES));
    }
}
