package parley.talks.text;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Finds names that look alike: compares their skeletons, in which letters that are drawn alike are one.
 *
 * <p>After Unicode Technical Standard 39, with a table of our own for the scripts that names at a table are written in. It
 * warns people and decides nothing: it knows only what its table knows, and the Unicode version of the platform shows in
 * it, so no fold may depend on it. Thread-safe.
 */
public final class LookAlike {
    /**
     * First what a character counts as, then the code points (hexadecimal) that look like it. Written in code points, so that
     * nobody reviews this table by looks.
     */
    private static final String ALIKE = """
            a 0430 03B1 0251 0391 0410
            b 0412 0432 042C 044C 0392 03B2 00DF
            c 0421 0441 03F2 03F9 04AA 04AB
            d 0500 0501 0111 0110
            e 0415 0435 0395 03B5 0404 0454
            f 0192
            g 0261 050C
            h 041D 043D 04BA 04BB 0397 0127
            j 0408 0458 03F3
            k 041A 043A 049A 049B 039A 03BA
            l 0049 0069 0031 007C 0131 0142 0406 0456 0457 04C0 04CF 0399 03B9 05D5 05DF 0627 0671 0661 06F1
            m 041C 043C 039C
            n 039D 03B7 0578
            o 0030 041E 043E 039F 03BF 03C3 00F8 0585 05E1 0647 0629 06C0 06C1 06BE 06D5 0665 06F5
            p 0420 0440 03A1 03C1
            q 051A 051B
            r 0433 0280
            s 0405 0455
            t 0422 0442 03A4 03C4 0167
            u 03C5 057D 028B 03BC
            v 03BD 0474 0475 05D8
            w 051C 051D 03C9
            x 0425 0445 03A7 03C7 04B2 04B3
            y 0423 0443 03A5 03B3 04AE 04AF
            z 0396 03B6
            ae 00E6
            oe 0153
            06CC 0649 064A
            06A9 0643
            0660 06F0
            0662 06F2
            0663 06F3
            0667 06F7
            0668 06F8
            0669 06F9
            05DE 05DD
            05E0 05D2
            05D4 05D7 05EA
            05D3 05E8 05DA
            """;

    private static final Map<Integer, String> TABLE = table();

    private LookAlike() {}

    /** Whether two different names could be taken for each other at a glance. */
    public static boolean confusable(String one, String other) {
        return !one.equals(other) && skeleton(one).equals(skeleton(other));
    }

    /**
     * What remains when everything is taken off that a glance doesn't see: compatibility forms, case, invisible characters,
     * marks above and below, spaces and dashes, and which of several like-drawn letters it was. Only for comparing.
     */
    public static String skeleton(String name) {
        StringBuilder drawn = new StringBuilder();
        Normalizer.normalize(name, Normalizer.Form.NFKD)
                .codePoints()
                .filter(c -> !Invisible.is(c) && !isMark(c))
                .forEach(c -> drawn.append(drawnLike(c)));
        StringBuilder folded = new StringBuilder();
        drawn.toString().toLowerCase(Locale.ROOT).codePoints().forEach(c -> folded.append(drawnLike(c)));
        return folded.toString()
                .replaceAll("[\\s\\p{Pd}_.']+", " ")
                .strip()
                .replace("rn", "m")
                .replace("vv", "w");
    }

    private static String drawnLike(int c) {
        return TABLE.getOrDefault(c, Character.toString(c));
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }

    private static Map<Integer, String> table() {
        Map<Integer, String> table = new HashMap<>();
        for (String line : ALIKE.lines().toList()) {
            String[] words = line.split(" ", -1);
            String drawn = words[0].length() == 4 ? Character.toString(Integer.parseInt(words[0], 16)) : words[0];
            for (int i = 1; i < words.length; i++) {
                table.put(Integer.parseInt(words[i], 16), drawn);
            }
        }
        return Map.copyOf(table);
    }
}
