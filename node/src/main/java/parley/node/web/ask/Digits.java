package parley.node.web.ask;

/** Digits that people type, in whatever script, as Latin ones: forms take the digits of every reader. */
public final class Digits {
    private Digits() {}

    public static String latin(String typed) {
        StringBuilder out = new StringBuilder(typed.length());
        typed.codePoints().forEach(c -> {
            int value = Character.isDigit(c) ? Character.digit(c, 10) : -1;
            out.appendCodePoint(value < 0 ? c : '0' + value);
        });
        return out.toString();
    }
}
