package parley.node.web.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import parley.node.desk.Bargaining.Judged;
import parley.node.desk.Bargaining.Placed;
import parley.node.desk.Bargaining.Point;
import parley.node.desk.Bargaining.Side;
import parley.node.desk.Bargaining.Space;

/**
 * A bargaining space as a drawing: one side's score to the right, another's upwards, in units of a 640 by 520 view box.
 *
 * @param across ticks of the first side's axis
 * @param up ticks of the second side's axis
 * @param dots packages that can be bettered, each place once; of those that were drawn by lot, one that nothing here betters is not drawn where the frontier is not all
 *     there: nobody knows which of the two it is
 * @param front the frontier as a line; empty with more than two sides, of whose frontier a plane shows only a shadow
 * @param better the corner that is better for one and worse for neither than the judged package; with more than two sides all that is
 *     no worse by these two's points, for what others lose there a plane doesn't show; empty without a judged package
 * @param floorX what walking away is worth to the first side
 * @param fair the fair packages by letter; those of one package share a place
 * @param offers the packages on the table by number
 * @param draft the one that is judged and not on the table
 */
public record Plot(
        List<Tick> across,
        List<Tick> up,
        List<Place> dots,
        List<Place> frontier,
        String front,
        String better,
        String floorX,
        String floorY,
        List<Mark> fair,
        List<Mark> offers,
        Optional<Mark> draft) {
    static final double LEFT = 64;
    static final double RIGHT = 614;
    static final double TOP = 30;
    static final double BOTTOM = 460;

    /** Ticks that a reader can hold on to, at most. */
    private static final int MOST_TICKS = 6;

    /** Half the side of a mark's label, with room for two digits. */
    private static final double LABEL = 20;

    /** Labels nearer than this in both directions cover each other: places are rounded to tenths. */
    private static final double COVERED = LABEL - 0.1;

    public Plot {
        across = List.copyOf(across);
        up = List.copyOf(up);
        dots = List.copyOf(dots);
        frontier = List.copyOf(frontier);
        fair = List.copyOf(fair);
        offers = List.copyOf(offers);
    }

    /** @param at its place along the axis */
    public record Tick(long value, String at) {}

    /** In units of the view box, with a point. */
    public record Place(String x, String y) {}

    /**
     * A named package.
     *
     * @param name its place in its list, from 0: a letter or a number
     * @param labelX where its name stands, joined by a line
     */
    public record Mark(int name, Place at, String labelX, String labelY) {}

    /** @param judged the place of the judged package among the packages on the table */
    static Plot of(Space space, List<Side> sides, int x, int y, OptionalInt judged) {
        return new Drawing(space, sides, x, y).draw(judged);
    }

    /** Draws one plot. */
    private static final class Drawing {
        private final Space space;
        private final List<Side> sides;
        private final int x;
        private final int y;
        private final Scale across;
        private final Scale up;
        private final List<double[]> labels = new ArrayList<>();
        private final Optional<Point> draft;
        /** What each package that is here is worth. */
        private final List<long[]> known;

        private Drawing(Space space, List<Side> sides, int x, int y) {
            this.space = space;
            draft = space.judged().filter(one -> one.offer().isEmpty()).map(Judged::point);
            this.sides = sides;
            this.x = x;
            this.y = y;
            across = new Scale(most(x), LEFT, RIGHT);
            up = new Scale(most(y), BOTTOM, TOP);
            known = Stream.concat(space.frontier().points().stream(), space.dots().stream())
                    .map(Drawing::worth)
                    .toList();
        }

        private long most(int side) {
            long floor = sides.get(side).scores().orElseThrow().reservation();
            return Stream.of(
                            space.dots().stream(),
                            space.frontier().points().stream(),
                            space.fair().stream().flatMap(one -> one.point().stream()),
                            space.offers().stream().map(Placed::point),
                            draft.stream())
                    .flatMap(points -> points)
                    .mapToLong(point -> point.worth().get(side))
                    .reduce(Math.max(1, floor), Math::max);
        }

        private Plot draw(OptionalInt judged) {
            boolean plane = sides.size() == 2;
            List<Point> line = efficient().stream()
                    .sorted(Comparator.comparingLong(point -> point.worth().get(x)))
                    .toList();
            Map<String, Place> dots = new LinkedHashMap<>();
            TreeSet<String> efficient = new TreeSet<>();
            line.forEach(point -> efficient.add(place(point).toString()));
            space.dots().stream()
                    .filter(point -> allListed() || isBettered(point))
                    .map(this::place)
                    .filter(place -> !efficient.contains(place.toString()))
                    .forEach(place -> dots.putIfAbsent(place.toString(), place));
            Optional<Point> from = judged.isPresent()
                    ? Optional.of(space.offers().get(judged.getAsInt()).point())
                    : draft;
            return new Plot(
                    across.ticks(),
                    up.ticks(),
                    List.copyOf(dots.values()),
                    line.stream().map(this::place).distinct().toList(),
                    plane ? polyline(line) : "",
                    from.map(point -> plane ? corner(point, line) : quadrant(point))
                            .orElse(""),
                    number(across.at(sides.get(x).scores().orElseThrow().reservation())),
                    number(up.at(sides.get(y).scores().orElseThrow().reservation())),
                    fair(),
                    offers(),
                    draft.map(point -> mark(0, point, -34, 34)));
        }

        private boolean allListed() {
            return space.frontier().whole()
                    && space.frontier().found() == space.frontier().points().size();
        }

        /** What is listed of the frontier, and where every package is among the dots, the others that nothing betters. */
        private List<Point> efficient() {
            List<Point> listed = space.frontier().points();
            return allListed() || space.sampled()
                    ? listed
                    : Stream.concat(listed.stream(), space.dots().stream().filter(point -> !isBettered(point)))
                            .filter(point -> !isBettered(point))
                            .distinct()
                            .toList();
        }

        /** Whether another package that is known here gives somebody more and nobody less. */
        private boolean isBettered(Point point) {
            long[] worth = worth(point);
            for (long[] other : known) {
                boolean more = false;
                boolean less = false;
                for (int side = 0; side < worth.length; side++) {
                    more |= other[side] > worth[side];
                    less |= other[side] < worth[side];
                }
                if (more && !less) {
                    return true;
                }
            }
            return false;
        }

        private static long[] worth(Point point) {
            return point.worth().stream().mapToLong(Long::longValue).toArray();
        }

        private Place place(Point point) {
            return new Place(
                    number(across.at(point.worth().get(x))),
                    number(up.at(point.worth().get(y))));
        }

        private String polyline(List<Point> line) {
            StringBuilder path = new StringBuilder();
            line.forEach(point -> path.append(place(point).x())
                    .append(',')
                    .append(place(point).y())
                    .append(' '));
            return path.toString().strip();
        }

        /** Under the stairs of the frontier, right of and above the judged package. */
        private String corner(Point from, List<Point> line) {
            List<Point> stairs = line.stream()
                    .filter(point -> point.worth().get(x) >= from.worth().get(x)
                            && point.worth().get(y) >= from.worth().get(y))
                    .toList();
            if (stairs.isEmpty()) {
                return "";
            }
            Place corner = place(from);
            StringBuilder path = new StringBuilder("M" + corner.x() + ' ' + corner.y());
            for (Point point : stairs.reversed()) {
                path.append('H')
                        .append(place(point).x())
                        .append('V')
                        .append(place(point).y());
            }
            return path.append('H').append(corner.x()).append('z').toString();
        }

        private String quadrant(Point from) {
            Place corner = place(from);
            return "M" + corner.x() + ' ' + corner.y() + 'H' + number(RIGHT) + 'V' + number(TOP) + 'H' + corner.x()
                    + 'z';
        }

        private List<Mark> fair() {
            List<Mark> marks = new ArrayList<>();
            List<Point> points = Fairest.packages(space);
            for (int i = 0; i < points.size(); i++) {
                marks.add(mark(i, points.get(i), 34, -30));
            }
            return marks;
        }

        private List<Mark> offers() {
            List<Mark> marks = new ArrayList<>();
            for (int i = 0; i < space.offers().size(); i++) {
                marks.add(mark(i, space.offers().get(i).point(), -34, 34));
            }
            return marks;
        }

        /** Its name stands aside, at the nearest place inside the drawing where it covers no other's. */
        private Mark mark(int name, Point point, double right, double down) {
            double wishX = Math.clamp(across.at(point.worth().get(x)) + right, LEFT + LABEL, RIGHT - LABEL);
            double wishY = Math.clamp(up.at(point.worth().get(y)) + down, TOP, BOTTOM - LABEL);
            double[] spot = around(wishX, wishY)
                    .filter(one -> !covers(one[0], one[1]))
                    .findFirst()
                    .orElse(new double[] {wishX, wishY});
            labels.add(spot);
            return new Mark(name, place(point), number(spot[0]), number(spot[1]));
        }

        /** Places for a name in steps of its own size, the nearest to the wished one first. */
        private static Stream<double[]> around(double wishX, double wishY) {
            int steps = (int) ((RIGHT - LEFT) / LABEL);
            return IntStream.rangeClosed(-steps, steps)
                    .boxed()
                    .flatMap(i -> IntStream.rangeClosed(-steps, steps)
                            .mapToObj(j -> new double[] {wishX + i * LABEL, wishY + j * LABEL}))
                    .filter(one -> one[0] >= LEFT + LABEL && one[0] <= RIGHT - LABEL)
                    .filter(one -> one[1] >= TOP && one[1] <= BOTTOM - LABEL)
                    .sorted(Comparator.comparingDouble(one -> Math.hypot(one[0] - wishX, one[1] - wishY)));
        }

        private boolean covers(double atX, double atY) {
            return labels.stream()
                    .anyMatch(one -> Math.abs(one[0] - atX) < COVERED && Math.abs(one[1] - atY) < COVERED);
        }
    }

    /** From 0 to a round number not below the most. */
    private record Scale(long most, double from, double to) {
        private long step() {
            long step = 1;
            for (long power = 1; ; power *= 10) {
                for (long times : new long[] {1, 2, 5}) {
                    step = power * times;
                    if (most <= step * (MOST_TICKS - 1)) {
                        return step;
                    }
                }
            }
        }

        private long end() {
            long step = step();
            return (most + step - 1) / step * step;
        }

        double at(long value) {
            return from + (to - from) * value / end();
        }

        List<Tick> ticks() {
            List<Tick> all = new ArrayList<>();
            long step = step();
            for (long value = 0; value <= end(); value += step) {
                all.add(new Tick(value, number(at(value))));
            }
            return all;
        }
    }

    static String number(double place) {
        return String.format(Locale.ROOT, "%.1f", place);
    }
}
