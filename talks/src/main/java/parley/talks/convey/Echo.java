package parley.talks.convey;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the words of one text in another: a warning before a re-authored idea gives its author away, or the very words of a passage
 * cross that may cross in substance only. Decides nothing in a fold.
 */
public final class Echo {
    /** Three words in a row meet by chance ("on the other"); four are somebody's phrase. */
    public static final int LEAST_WORDS = 4;

    private Echo() {}

    /** The longest run of {@link #LEAST_WORDS} or more words that both texts have, as {@code told} has them. */
    public static Optional<String> of(String source, String told) {
        return longest(words(source), words(told), LEAST_WORDS);
    }

    /**
     * The same, and a source of fewer words when all of it stands in {@code told}: for words that somebody is about to put in
     * other ones, where even two are a phrase. Whoever writes anything else says "yes" without repeating anybody.
     */
    public static Optional<String> orAll(String source, String told) {
        List<String> ours = words(source);
        return longest(ours, words(told), Math.clamp(ours.size(), 1, LEAST_WORDS));
    }

    private static Optional<String> longest(List<String> ours, List<String> theirs, int least) {
        int longest = 0;
        int end = 0;
        int[] before = new int[ours.size() + 1];
        for (int i = 1; i <= theirs.size(); i++) {
            int[] now = new int[ours.size() + 1];
            for (int j = 1; j <= ours.size(); j++) {
                if (theirs.get(i - 1).equals(ours.get(j - 1))) {
                    now[j] = before[j - 1] + 1;
                    if (now[j] > longest) {
                        longest = now[j];
                        end = i;
                    }
                }
            }
            before = now;
        }
        return longest < least ? Optional.empty() : Optional.of(String.join(" ", theirs.subList(end - longest, end)));
    }

    /** Whether both texts are the same words in the same order: whatever case, marks and invisible characters lie between. */
    public static boolean same(String source, String told) {
        List<String> ours = words(source);
        return ours.equals(words(told)) && (!ours.isEmpty() || source.strip().equals(told.strip()));
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        text.toLowerCase(Locale.ROOT).codePoints().forEach(c -> {
            if (Character.isLetterOrDigit(c) || Character.getType(c) == Character.NON_SPACING_MARK) {
                word.appendCodePoint(c);
            } else if (Character.getType(c) != Character.FORMAT && !word.isEmpty()) {
                words.add(word.toString());
                word.setLength(0);
            }
        });
        if (!word.isEmpty()) {
            words.add(word.toString());
        }
        return words;
    }
}
