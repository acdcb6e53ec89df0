package parley.talks.text;

import org.jspecify.annotations.Nullable;

/**
 * Characters that nobody sees and that change what others look like or mean: controls, direction marks, zero-width
 * characters, tags, fillers. A fixed list, not the platform's: every node, whatever its Java, must find the same ones.
 *
 * <p>From Unicode 16: general categories Cc and Cf, fillers and blanks that take
 * space without a mark of their own (Hangul, Braille, music), and the variation selectors.
 */
final class Invisible {
    private Invisible() {}

    static boolean is(int c) {
        return mark(c) != null;
    }

    /** A short name to be shown in place of the character, in its standard abbreviation; null for a visible one. */
    static @Nullable String mark(int c) {
        return switch (c) {
            case 0x00AD -> "SHY";
            case 0x034F -> "CGJ";
            case 0x061C -> "ALM";
            case 0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0, 0x1D159 -> "FILLER";
            case 0x17B4, 0x17B5 -> "KHMER";
            case 0x180B, 0x180C, 0x180D, 0x180F -> "FVS";
            case 0x180E -> "MVS";
            case 0x200B -> "ZWSP";
            case 0x200C -> "ZWNJ";
            case 0x200D -> "ZWJ";
            case 0x200E -> "LRM";
            case 0x200F -> "RLM";
            case 0x2028 -> "LSEP";
            case 0x2029 -> "PSEP";
            case 0x202A -> "LRE";
            case 0x202B -> "RLE";
            case 0x202C -> "PDF";
            case 0x202D -> "LRO";
            case 0x202E -> "RLO";
            case 0x2060 -> "WJ";
            case 0x2061, 0x2062, 0x2063, 0x2064, 0x2065 -> "MATH";
            case 0x2066 -> "LRI";
            case 0x2067 -> "RLI";
            case 0x2068 -> "FSI";
            case 0x2069 -> "PDI";
            case 0x206A, 0x206B, 0x206C, 0x206D, 0x206E, 0x206F -> "FORMAT";
            case 0xFEFF -> "BOM";
            default -> ranged(c);
        };
    }

    private static @Nullable String ranged(int c) {
        if (c < 0x20 || (c >= 0x7F && c <= 0x9F)) {
            return "CTRL-" + hex(c);
        }
        if ((c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF)) {
            return "VS";
        }
        if (c >= 0xE0000 && c <= 0xE0FFF) {
            return "TAG";
        }
        if (c >= 0xFFF0 && c <= 0xFFFB) {
            return "FORMAT";
        }
        return (c >= 0x1BCA0 && c <= 0x1BCA3) || (c >= 0x1D173 && c <= 0x1D17A) ? "FORMAT" : null;
    }

    private static String hex(int c) {
        return String.valueOf(Character.forDigit(c >> 4, 16)) + Character.forDigit(c & 0xf, 16);
    }
}
