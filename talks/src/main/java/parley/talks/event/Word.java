package parley.talks.event;

import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Malformed;

/** A constant that formats carry as a word. The word never changes, whatever the constant is called in code. */
public interface Word {
    /** Longer than any word. */
    int MOST_BYTES = 128;

    /** Printable ASCII, unique among the constants of its type. */
    String word();

    /** Into a canonical encoding. */
    default void write(CanonicalWriter out) {
        out.text(word());
    }

    /** Out of a canonical encoding; {@code words} are all constants of the type. */
    static <W extends Word> W read(CanonicalReader in, W[] words) throws Malformed {
        return of(in.text(MOST_BYTES), words);
    }

    static <W extends Word> W of(String word, W[] words) throws Malformed {
        for (W one : words) {
            if (one.word().equals(word)) {
                return one;
            }
        }
        throw new Malformed("an unknown word");
    }
}
