package parley.talks.text;

/** What counts as blank in a fold: a fixed list, not the platform's, so that all nodes agree. */
public final class Blank {
    private Blank() {}

    public static boolean isSpace(int c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    /** Spaces of a certain width, or at which no line ends. */
    static boolean isOtherSpace(int c) {
        return c == 0x00A0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x3000;
    }

    /** Empty, or nothing of it is seen: whoever says yes to a question of hard spaces has said yes to anything. */
    public static boolean is(String text) {
        return text.codePoints().allMatch(c -> isSpace(c) || isOtherSpace(c) || Invisible.is(c));
    }
}
