package parley.node.engine;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;
import java.util.Arrays;
import java.util.Optional;

/**
 * A text as searching sees it, and where each of its characters stood: without case, accents and vowel points, with the Arabic
 * and Persian forms of a letter alike, without joiners, tatweel and marks of direction. Immutable.
 */
final class Folded {
    private static final Normalizer2 APART = Normalizer2.getNFKDInstance();

    private final String text;
    private final int[] from;
    private final int[] to;

    private Folded(String text, int[] from, int[] to) {
        this.text = text;
        this.from = from;
        this.to = to;
    }

    /** A place in the original text, in UTF-16 units. */
    record Found(int from, int to) {}

    static Folded of(String original) {
        StringBuilder folded = new StringBuilder(original.length());
        int[] from = new int[original.length() + 16];
        int[] to = new int[original.length() + 16];
        int at = 0;
        while (at < original.length()) {
            int c = original.codePointAt(at);
            int next = at + Character.charCount(c);
            int before = folded.length();
            append(folded, c);
            while (folded.length() > from.length) {
                from = Arrays.copyOf(from, from.length * 2);
                to = Arrays.copyOf(to, to.length * 2);
            }
            Arrays.fill(from, before, folded.length(), at);
            Arrays.fill(to, before, folded.length(), next);
            at = next;
        }
        return new Folded(folded.toString(), from, to);
    }

    private static void append(StringBuilder folded, int c) {
        String apart = APART.normalize(UCharacter.foldCase(Character.toString(c), true));
        apart.codePoints().filter(Folded::counts).map(Folded::alike).forEach(folded::appendCodePoint);
    }

    /** Accents, points, joiners, tatweel and marks of direction don't count. */
    private static boolean counts(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT, Character.CONTROL ->
                c == '\n' || c == '\t';
            default -> c != 0x0640;
        };
    }

    /** Letters that two keyboards give for one, and digits of both scripts. */
    private static int alike(int c) {
        return switch (c) {
            case 0x064A, 0x0649 -> 0x06CC;
            case 0x0643 -> 0x06A9;
            case 0x0629 -> 0x0647;
            case '\n', '\t' -> ' ';
            default -> Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER ? '0' + Character.digit(c, 10) : c;
        };
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    /** The first place where all of {@code wanted} stands in a row. */
    Optional<Found> find(Folded wanted) {
        int at = text.indexOf(wanted.text);
        return at < 0 ? Optional.empty() : Optional.of(new Found(from[at], to[at + wanted.text.length() - 1]));
    }
}
