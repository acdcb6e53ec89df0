package parley.cli.term;

/**
 * Makes text of others harmless for a terminal: what could move the cursor, hide or reorder is shown as a mark.
 *
 * <p>Threat: names and messages come from adversaries; an escape sequence could rewrite what stands above it, a bidi control
 * could make one name read as another.
 */
public final class Shown {
    private Shown() {}

    /** On one line. */
    public static String line(String text) {
        return show(text, false);
    }

    /** Line breaks stay. */
    public static String text(String text) {
        return show(text, true);
    }

    private static String show(String text, boolean breaks) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '\n' && breaks) {
                out.append('\n');
            } else if (hidden(c)) {
                out.append("⟨U+").append(String.format("%04X", c)).append('⟩');
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    private static boolean hidden(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED ->
                // Persian and Arabic spelling needs the zero-width non-joiner and joiner between letters.
                c != 0x200C && c != 0x200D;
            default -> false;
        };
    }
}
