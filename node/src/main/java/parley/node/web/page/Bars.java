package parley.node.web.page;

import java.util.ArrayList;
import java.util.List;

/**
 * Who gives and who gets, as bars left and right of a middle line: one group of bars for each row, one bar for each side.
 *
 * @param height of the view box, which is 640 wide
 */
public record Bars(List<Row> rows, int height) {
    private static final double MIDDLE = 390;
    /** Leaves room at both ends for a number of seven digits, and for the row's label. */
    private static final double REACH = 176;

    private static final int BAR = 14;
    private static final int GAP = 16;
    private static final int TOP = 26;

    public Bars {
        rows = List.copyOf(rows);
    }

    /** @param label the first letters of what the row is about; the table has all */
    public record Row(String label, String y, List<Bar> bars) {
        public Row {
            bars = List.copyOf(bars);
        }
    }

    /** @param side its place among the sides, which gives it its filling */
    public record Bar(int side, long value, String x, String y, String width, String valueX, String anchor) {}

    /** What one row says. */
    record Line(String label, List<Long> values) {
        Line {
            values = List.copyOf(values);
        }
    }

    static Bars of(List<Line> lines) {
        long most = lines.stream()
                .flatMap(line -> line.values().stream())
                .mapToLong(Math::abs)
                .reduce(1, Math::max);
        List<Row> rows = new ArrayList<>();
        int y = TOP;
        for (Line line : lines) {
            List<Bar> bars = new ArrayList<>();
            int top = y;
            for (int side = 0; side < line.values().size(); side++) {
                long value = line.values().get(side);
                double width = REACH * Math.abs(value) / most;
                bars.add(new Bar(
                        side,
                        value,
                        Plot.number(value < 0 ? MIDDLE - width : MIDDLE),
                        String.valueOf(y),
                        Plot.number(width),
                        Plot.number(value < 0 ? MIDDLE - width - 4 : MIDDLE + width + 4),
                        value < 0 ? "end" : "start"));
                y += BAR;
            }
            rows.add(new Row(shortened(line.label()), String.valueOf((top + y) / 2 + 5), bars));
            y += GAP;
        }
        return new Bars(rows, y);
    }

    private static String shortened(String label) {
        String plain = Shown.plain(label);
        int most = 20;
        return plain.codePointCount(0, plain.length()) <= most
                ? plain
                : plain.substring(0, plain.offsetByCodePoints(0, most - 1)) + "…";
    }
}
