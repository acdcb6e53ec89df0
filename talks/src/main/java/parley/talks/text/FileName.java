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

    /**
     * The last part of the path without every forbidden character, and without every invisible one but those that {@link Visible}
     * shows as they are: Persian spells with a joiner that nobody sees. Cleaning twice changes nothing.
     */
    public static String clean(String name) {
        String clean = once(name);
        // What was cut off may have been the letter that a joiner stood at. What comes here is short by now.
        for (String again = once(clean); !again.equals(clean); again = once(clean)) {
            clean = again;
        }
        return clean;
    }

    private static String once(String name) {
        String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < last.length()) {
            int c = last.codePointAt(at);
            if (isPlain(last, at, c)) {
                out.appendCodePoint(c);
            }
            at += Character.charCount(c);
        }
        String plain = edges(out.toString());
        return plain.isEmpty() ? NAMELESS : edges(shortened(plain));
    }

    public static boolean isClean(String name) {
        return clean(name).equals(name);
    }

    private static boolean isPlain(String name, int at, int c) {
        return c >= ' ' && FORBIDDEN.indexOf(c) < 0 && Visible.shown(name, at, c);
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
