package parley.cli.settle;

import parley.settlement.Ratio;

/** Points for a person at a terminal: short, but never another whole number than it is. */
final class Points {
    private static final int DIGITS = 6;
    /** Behind the point where much stands before it. */
    private static final int DECIMALS = 2;

    private Points() {}

    static String text(Ratio points) {
        int whole = points.over().abs().divide(points.under()).toString().length();
        return points.decimal(Math.max(DIGITS, whole + DECIMALS)).toPlainString();
    }
}
