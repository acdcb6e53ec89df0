package parley.talks.text;

/** What counts as blank in a fold: only what every version of Unicode has always called space, so that all nodes agree. */
public final class Blank {
    private Blank() {}

    public static boolean isSpace(int c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }

    /** Empty, or nothing but spaces. */
    public static boolean is(String text) {
        return text.chars().allMatch(Blank::isSpace);
    }
}
