package parley.talks.text;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Finds names that look alike: compares their skeletons, in which letters that are drawn alike are one.
 *
 * <p>After Unicode Technical Standard 39, with a table of our own for Latin, Cyrillic, Greek, Hebrew, Arabic and Persian
 * letters and digits. It warns people; it decides nothing, for it knows only what its table knows.
 */
public final class LookAlike {
    private static final Map<Integer, String> ALIKE = table();

    private LookAlike() {}

    /** Whether two different names could be taken for each other at a glance. */
    public static boolean confusable(String one, String other) {
        return !one.equals(other) && skeleton(one).equals(skeleton(other));
    }

    /**
     * What remains when everything is taken off that a glance doesn't see: compatibility forms, case, invisible characters,
     * combining marks, repeated spaces, and which of several like-drawn letters it was. Only for comparing.
     */
    public static String skeleton(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        StringBuilder out = new StringBuilder();
        plain.codePoints().filter(c -> !Invisible.is(c) && !isMark(c)).forEach(c -> {
            String alike = ALIKE.get(c);
            if (alike == null) {
                out.appendCodePoint(c);
            } else {
                out.append(alike);
            }
        });
        return out.toString().replace("rn", "m").replace("vv", "w").strip().replaceAll("[\\s\\p{Pd}_.']+", " ");
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }

    private static Map<Integer, String> table() {
        Map<Integer, String> alike = new HashMap<>();
        // Cyrillic, then Greek, in lower case (the capitals have been folded): each pair "looks like" and Latin letter.
        pairs(alike, "аaвbгrеeззіiїiјjкkлnмmнhоoпnрpсcтtуyхxѕsһhԁdԛqԝwґrьbѵvӏlҫcқkүyҳxөo");
        pairs(alike, "αaβbγyεeζzηnιiκkνvοoρpτtυuχxωwσoϲcμu");
        // Latin letters and digits drawn alike.
        pairs(alike, "ıiɩiłlđdøoħhŧt0o1l|lıiɡgɑaʋv");
        alike.put((int) 'i', "l");
        alike.put((int) 'ß', "b");
        alike.put((int) 'æ', "ae");
        alike.put((int) 'œ', "oe");
        // Arabic letters and their Persian and Urdu doubles; digits that share a shape.
        pairs(alike, "يیىیكکەهةهۀهھهہهۃهٱاأاإاآا۰٠۱١۲٢۳٣۷٧۸٨۹٩");
        // Hebrew: final forms, and signs that pass for letters or marks.
        pairs(alike, "ךכםמןנףפץצװו׀l");
        alike.replaceAll((_, to) -> to.equals("i") ? "l" : to);
        return Map.copyOf(alike);
    }

    private static void pairs(Map<Integer, String> alike, String pairs) {
        int[] points = pairs.codePoints().toArray();
        for (int i = 0; i + 1 < points.length; i += 2) {
            alike.put(points[i], Character.toString(points[i + 1]));
        }
    }
}
