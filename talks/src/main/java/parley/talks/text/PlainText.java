package parley.talks.text;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A text without what keyboard, program or a watermark adds and nobody reads. A fixed rule, not the platform's, so that every fold
 * agrees.
 */
public final class PlainText {
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int FIRST_ARABIC = 0x0600;
    private static final int LAST_ARABIC = 0x077F;

    private PlainText() {}

    /** The same text without what betrays where it was typed; what is plain already stays as it is. */
    public static String of(String text) {
        int[] all = text.codePoints().toArray();
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < all.length; i++) {
            out.append(plain(all[i], i > 0 ? all[i - 1] : 0, i + 1 < all.length ? all[i + 1] : 0));
        }
        String lines = Arrays.stream(out.toString().split("\n", -1))
                .map(line -> line.replaceAll(" {2,}", " ").replaceAll("^ | $", ""))
                .collect(Collectors.joining("\n"));
        return trim(lines.replaceAll("\n{3,}", "\n\n"));
    }

    /** Only what this class itself leaves at the ends: no other notion of blank than its own. */
    private static String trim(String text) {
        return text.replaceAll("^[ \n]+", "").replaceAll("[ \n]+$", "");
    }

    private static String plain(int c, int before, int after) {
        return switch (c) {
            case '\n' -> "\n";
            case '\t' -> " ";
            case 0x2018, 0x2019, 0x201A, 0x201B -> "'";
            case 0x201C, 0x201D, 0x201E, 0x201F -> "\"";
            case 0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015 -> "-";
            case 0x2026 -> "...";
            // Persian is spelt with it, between two letters; anywhere else it is invisible.
            case ZERO_WIDTH_NON_JOINER -> isArabic(before) && isArabic(after) ? Character.toString(c) : "";
            default -> other(c);
        };
    }

    private static String other(int c) {
        if (Blank.isOtherSpace(c)) {
            return " ";
        }
        return Invisible.is(c) ? "" : Character.toString(c);
    }

    private static boolean isArabic(int c) {
        return c >= FIRST_ARABIC && c <= LAST_ARABIC && !Invisible.is(c);
    }
}
