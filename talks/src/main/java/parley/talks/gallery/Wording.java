package parley.talks.gallery;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import parley.base.CanonicalWriter;
import parley.base.Malformed;
import parley.base.Refusal;
import parley.talks.Why;
import parley.talks.event.EventReader;
import parley.talks.event.EventWriter;
import parley.talks.message.Direction;
import parley.talks.rules.Language;
import parley.talks.text.Blank;

/**
 * Words in a gallery, with the language and direction that their author gave them.
 *
 * @param lang BCP 47 tag
 */
public record Wording(String text, String lang, Direction dir) {
    /** Four or five pages: what is published is a statement or terms of reference, an offer less. */
    public static final int MOST_BYTES = 16 * 1024;

    static final int FIELDS = 3;

    Optional<Refusal> objection() {
        int size = text.getBytes(StandardCharsets.UTF_8).length;
        if (size > MOST_BYTES) {
            return Why.GALLERY_TOO_LONG.refuses(size, MOST_BYTES);
        }
        if (Blank.is(text)) {
            return Why.GALLERY_EMPTY.refuses();
        }
        return Language.isTag(lang) ? Optional.empty() : Why.MESSAGE_LANGUAGE.refuses();
    }

    void digest(CanonicalWriter out) {
        out.text(text).text(lang);
        dir.write(out);
    }

    void write(EventWriter out) {
        out.text("text", text).text("lang", lang).word("dir", dir);
    }

    static Wording read(EventReader in) throws Malformed {
        return new Wording(
                in.text("text", MOST_BYTES), in.text("lang", Language.MOST_LENGTH), in.word("dir", Direction.values()));
    }
}
