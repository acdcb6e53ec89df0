package parley.talks.text;

import java.nio.charset.StandardCharsets;

/** Makes a file's name harmless: no path, no control, no direction tricks ("exe.fdp" shown as "pdf.exe"), not too long. */
public final class FileName {
    /** What common file systems take. */
    public static final int MOST_BYTES = 200;

    private static final String NAMELESS = "file";
    /** Separators, and what some system gives a meaning of its own. */
    private static final String FORBIDDEN = "/\\:*?\"<>|";

    private FileName() {}

    /** The last part of the path with every forbidden or invisible character left out. Cleaning twice changes nothing. */
    public static String clean(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        StringBuilder out = new StringBuilder();
        last.codePoints().filter(FileName::isPlain).forEach(out::appendCodePoint);
        String plain = edges(out.toString());
        return plain.isEmpty() ? NAMELESS : edges(shortened(plain));
    }

    public static boolean isClean(String name) {
        return clean(name).equals(name);
    }

    private static boolean isPlain(int c) {
        return !Invisible.is(c) && FORBIDDEN.indexOf(c) < 0 && !(c >= 0xd800 && c <= 0xdfff);
    }

    /** Without dots and spaces at the edges: hidden on one system, dropped by another. */
    private static String edges(String name) {
        int from = 0;
        int to = name.length();
        while (from < to && edge(name.charAt(from))) {
            from++;
        }
        while (to > from && edge(name.charAt(to - 1))) {
            to--;
        }
        return name.substring(from, to);
    }

    private static boolean edge(char c) {
        return c == '.' || c == ' ';
    }

    /** Keeps the ending, which says what to open the file with. */
    private static String shortened(String name) {
        if (size(name) <= MOST_BYTES) {
            return name;
        }
        int dot = name.lastIndexOf('.');
        String ending = dot > 0 && size(name.substring(dot)) <= MOST_ENDING_BYTES ? name.substring(dot) : "";
        String stem = name.substring(0, name.length() - ending.length());
        return beginning(stem, MOST_BYTES - size(ending)) + ending;
    }

    /** As many whole characters as fit. Found from the front: a name of a mebibyte takes no longer than a short one. */
    private static String beginning(String name, int mostBytes) {
        int bytes = 0;
        int to = 0;
        while (to < name.length()) {
            int next = name.offsetByCodePoints(to, 1);
            bytes += size(name.substring(to, next));
            if (bytes > mostBytes) {
                break;
            }
            to = next;
        }
        return name.substring(0, to);
    }

    private static final int MOST_ENDING_BYTES = 16;

    private static int size(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
