package parley.talks.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Shows what a text really contains: people's characters as they are, invisible ones as named marks.
 *
 * <p>Texts keep what was typed; only their display changes, so nothing is hidden and nothing is lost. Line ends and tabs
 * are layout and stay. The zero-width non-joiner and joiner stay inside words of the scripts that spell with them
 * (Persian needs ZWNJ), and are marks everywhere else; a variation selector stays right behind a symbol or letter.
 */
public final class Visible {
    private Visible() {}

    /** A stretch of a text. */
    public sealed interface Run {
        /** The characters as they stand in the text. */
        String raw();

        /** To be shown as it is. */
        record Plain(String raw) implements Run {}

        /** To be shown as a mark with this name (such as "RLO"); the character itself must not reach the screen. */
        record Mark(String raw, String name) implements Run {}
    }

    /** The runs of a text, in order; their raw characters together are the text. */
    public static List<Run> runs(String text) {
        List<Run> runs = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            int next = at + Character.charCount(c);
            String raw = text.substring(at, next);
            if (shown(text, at, c)) {
                plain.append(raw);
            } else {
                flush(plain, runs);
                runs.add(new Run.Mark(raw, name(c)));
            }
            at = next;
        }
        flush(plain, runs);
        return List.copyOf(runs);
    }

    /** Whether a text contains anything that would be shown as a mark. */
    public static boolean hasMarks(String text) {
        return runs(text).stream().anyMatch(Run.Mark.class::isInstance);
    }

    /** The text on one line with marks in brackets, for names in places that can't style them. */
    public static String inline(String text) {
        StringBuilder out = new StringBuilder();
        for (Run run : runs(text)) {
            switch (run) {
                case Run.Plain(String raw) -> out.append(raw.replace('\n', ' ').replace('\t', ' '));
                case Run.Mark(String _, String name) ->
                    out.append('[').append(name).append(']');
            }
        }
        return out.toString();
    }

    private static String name(int c) {
        String mark = Invisible.mark(c);
        return mark == null ? "LONE" : mark;
    }

    /** Whether the character {@code c} that stands at {@code at} is shown as it is. */
    static boolean shown(String text, int at, int c) {
        if (c >= 0xD800 && c <= 0xDFFF) {
            return false;
        }
        if (c == '\n' || c == '\t' || !Invisible.is(c)) {
            return true;
        }
        int before = at == 0 ? 0 : text.codePointBefore(at);
        int next = at + Character.charCount(c);
        return switch (c) {
            case 0x200C, 0x200D -> joins(before) && next < text.length() && joins(text.codePointAt(next));
            case 0xFE0E, 0xFE0F -> before > 0x20 && !Invisible.is(before);
            default -> false;
        };
    }

    /** Letters and marks of scripts that spell with joiners: Arabic and its kin, and the scripts of India. */
    private static boolean joins(int c) {
        return (c >= 0x0620 && c <= 0x065F)
                || (c >= 0x066E && c <= 0x06D3)
                || (c >= 0x06FA && c <= 0x06FF)
                || (c >= 0x0710 && c <= 0x074F)
                || (c >= 0x0750 && c <= 0x077F)
                || (c >= 0x0900 && c <= 0x0DFF);
    }

    private static void flush(StringBuilder plain, List<Run> runs) {
        if (!plain.isEmpty()) {
            runs.add(new Run.Plain(plain.toString()));
            plain.setLength(0);
        }
    }
}
