package parley.node.web.page;

import gg.jte.Content;

/**
 * Text of others as it may stand in a page: escaped, with every character that hides or reorders shown as a mark.
 *
 * <p>Guarantees that what a reader sees is every character that is there, in the order in which it is there. Letters that
 * merely look alike are not told apart here.
 */
public final class Shown {
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private Shown() {}

    /** What somebody wrote, line by line. */
    public static Content said(String text) {
        String html = html(text, true);
        return out -> out.writeContent(html);
    }

    /** A name or another short text on one line, isolated from what stands around it. */
    public static Content name(String text) {
        String html = "<bdi>" + html(text, false) + "</bdi>";
        return out -> out.writeContent(html);
    }

    /** For sentences and attributes, where no markup can stand: marks as bracketed code points. */
    public static String plain(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int[] points = text.codePoints().toArray();
        for (int i = 0; i < points.length; i++) {
            if (points[i] == '\n' || points[i] == '\t') {
                out.append(' ');
            } else if (hidden(points, i)) {
                out.append("[U+%04X]".formatted(points[i]));
            } else {
                out.appendCodePoint(points[i]);
            }
        }
        return out.toString();
    }

    static String html(String text, boolean lines) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        int[] points = text.codePoints().toArray();
        for (int i = 0; i < points.length; i++) {
            int c = points[i];
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\n' -> out.append(lines ? "<br>" : " ");
                case '\t' -> out.append(' ');
                default -> {
                    if (hidden(points, i)) {
                        out.append("<span class=\"hidden-char\" dir=\"ltr\">U+%04X</span>".formatted(c));
                    } else {
                        out.appendCodePoint(c);
                    }
                }
            }
        }
        return out.toString();
    }

    static String attribute(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    private static boolean hidden(int[] points, int at) {
        int c = points[at];
        if (c == ZERO_WIDTH_NON_JOINER || c == ZERO_WIDTH_JOINER) {
            return !joins(points, at - 1) || !joins(points, at + 1);
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> invisible(c);
        };
    }

    /** Blank letters, fillers and variation selectors: not of the format category, yet nothing to see. */
    private static boolean invisible(int c) {
        return c == 0x034F
                || c == 0x115F
                || c == 0x1160
                || c == 0x3164
                || c == 0xFFA0
                || c == 0x2800
                || c >= 0xFE00 && c <= 0xFE0F
                || c >= 0xE0100 && c <= 0xE01EF;
    }

    /** Persian and Arabic write with joiners between their letters; anywhere else they hide something. */
    private static boolean joins(int[] points, int at) {
        return at >= 0
                && at < points.length
                && Character.UnicodeScript.of(points[at]) == Character.UnicodeScript.ARABIC
                && Character.isLetter(points[at]);
    }
}
