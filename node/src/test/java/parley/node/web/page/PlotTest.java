package parley.node.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.node.desk.Bargaining.Fair;
import parley.node.desk.Bargaining.FairBy;
import parley.node.desk.Bargaining.Frontier;
import parley.node.desk.Bargaining.Placed;
import parley.node.desk.Bargaining.Point;
import parley.node.desk.Bargaining.Side;
import parley.node.desk.Bargaining.Source;
import parley.node.desk.Bargaining.Space;
import parley.node.desk.Bargaining.Sureness;
import parley.node.desk.Sheets;

/** Where things stand in the drawing of a bargaining space: 0 at the lower left, the round number above the most at the ends. */
class PlotTest {
    private static final Hash SHEET = Hash.of("plot-sheet");

    private static final Space SPACE = space(
            List.of(point(0, 0), point(40, 40), point(100, 0), point(0, 50), point(40, 40)),
            List.of(point(100, 0), point(80, 30), point(0, 50)),
            List.of(point(80, 30)),
            List.of(point(40, 20), point(0, 0)));

    @Test
    void a_score_stands_at_its_part_of_the_axis() {
        Plot plot = drawn(SPACE, OptionalInt.empty());
        assertThat(plot.across()).extracting(Plot.Tick::value).containsExactly(0L, 20L, 40L, 60L, 80L, 100L);
        assertThat(plot.across().getFirst().at()).isEqualTo("64.0");
        assertThat(plot.across().getLast().at()).isEqualTo("614.0");
        assertThat(plot.up()).extracting(Plot.Tick::value).containsExactly(0L, 10L, 20L, 30L, 40L, 50L);
        assertThat(plot.up().getFirst().at()).isEqualTo("460.0");
        assertThat(plot.up().getLast().at()).isEqualTo("30.0");
        assertThat(plot.fair()).extracting(Plot.Mark::at).containsExactly(new Plot.Place("504.0", "202.0"));
        assertThat(plot.floorX()).as("walking away is worth 20 to the first").isEqualTo("174.0");
        assertThat(plot.floorY()).as("and 10 to the second").isEqualTo("374.0");
    }

    @Test
    void each_place_is_drawn_once_and_none_as_bettered_and_as_efficient() {
        Plot plot = drawn(SPACE, OptionalInt.empty());
        assertThat(plot.dots()).containsExactly(new Plot.Place("64.0", "460.0"), new Plot.Place("284.0", "116.0"));
        assertThat(plot.frontier()).hasSize(3);
        assertThat(plot.front()).isEqualTo("64.0,30.0 504.0,202.0 614.0,460.0");
    }

    @Test
    void the_corner_that_betters_the_judged_package_ends_at_the_stairs_of_the_frontier() {
        assertThat(drawn(SPACE, OptionalInt.of(0)).better())
                .as("from 40 and 20 to what 80 and 30 holds")
                .isEqualTo("M284.0 288.0H504.0V202.0H284.0z");
        assertThat(drawn(SPACE, OptionalInt.of(1)).better())
                .as("three steps, from the right to the top")
                .isEqualTo("M64.0 460.0H614.0V460.0H504.0V202.0H64.0V30.0H64.0z");
        assertThat(drawn(SPACE, OptionalInt.empty()).better()).isEmpty();
    }

    @Test
    void nothing_is_drawn_outside_and_no_name_covers_another() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            List<Point> points = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(12); i++) {
                points.add(point(random.nextInt(1000), random.nextInt(7)));
            }
            Space space = space(points, points, points.subList(0, Math.min(4, points.size())), points);
            Plot plot = drawn(space, OptionalInt.of(0));
            String when = "seed " + seed + " round " + round;
            List<Plot.Mark> marks = new ArrayList<>(plot.fair());
            marks.addAll(plot.offers());
            for (Plot.Mark mark : marks) {
                assertThat(Double.parseDouble(mark.labelX())).as(when).isBetween(44.0, 640.0 - 10);
                assertThat(Double.parseDouble(mark.labelY())).as(when).isBetween(20.0, 470.0);
            }
            for (int i = 0; i < marks.size(); i++) {
                for (int j = 0; j < i; j++) {
                    assertThat(apart(marks.get(i), marks.get(j))).as(when).isGreaterThan(19.8);
                }
            }
            plot.dots().forEach(dot -> inside(dot.x(), dot.y(), when));
            plot.frontier().forEach(dot -> inside(dot.x(), dot.y(), when));
            Matcher numbers = Pattern.compile("[HM]([0-9.]+)").matcher(plot.better());
            while (numbers.find()) {
                inside(numbers.group(1), "30.0", when);
            }
        }
    }

    @Test
    void with_a_third_side_no_line_joins_what_only_looks_like_a_frontier() {
        List<Side> three = List.of(side("a", 0), side("b", 0), side("c", 0));
        Space space = space(
                List.of(), List.of(point(1, 2, 3), point(3, 2, 1)), List.of(point(1, 2, 3)), List.of(point(0, 0, 0)));
        Plot plot = Plot.of(space, three, 0, 2, OptionalInt.of(0));
        assertThat(plot.front()).isEmpty();
        assertThat(plot.frontier()).hasSize(2);
        assertThat(plot.better())
                .as("all that is no worse by the two scores that are drawn")
                .isEqualTo("M64.0 460.0H614.0V30.0H64.0z");
    }

    @Test
    void where_not_all_of_the_frontier_is_listed_an_efficient_package_is_not_drawn_as_bettered() {
        List<Point> dots = List.of(point(100, 0), point(80, 30), point(60, 40), point(0, 50), point(10, 10));
        List<Point> listed = List.of(point(100, 0), point(0, 50));
        Plot all = drawn(shortened("5", dots, listed, 4), OptionalInt.empty());
        assertThat(all.dots()).as("10 and 10 alone").containsExactly(new Plot.Place("119.0", "374.0"));
        assertThat(all.frontier()).as("two of them not listed").hasSize(4);
        assertThat(all.front()).isEqualTo("64.0,30.0 394.0,116.0 504.0,202.0 614.0,460.0");

        Plot byLot = drawn(shortened("1000000", dots, listed, 4), OptionalInt.empty());
        assertThat(byLot.dots())
                .as("of others than these nobody knows whether something betters them")
                .containsExactly(new Plot.Place("119.0", "374.0"));
        assertThat(byLot.frontier()).hasSize(2);
    }

    private static Space shortened(String packages, List<Point> dots, List<Point> listed, long found) {
        return new Space(
                packages,
                false,
                dots,
                new Frontier(listed, found, List.of(0L, 0L)),
                List.of(),
                List.of(),
                Optional.empty(),
                List.of());
    }

    private static double apart(Plot.Mark one, Plot.Mark other) {
        return Math.max(
                Math.abs(Double.parseDouble(one.labelX()) - Double.parseDouble(other.labelX())),
                Math.abs(Double.parseDouble(one.labelY()) - Double.parseDouble(other.labelY())));
    }

    private static void inside(String x, String y, String when) {
        assertThat(Double.parseDouble(x)).as(when).isBetween(Plot.LEFT, Plot.RIGHT);
        assertThat(Double.parseDouble(y)).as(when).isBetween(Plot.TOP, Plot.BOTTOM);
    }

    private static Plot drawn(Space space, OptionalInt judged) {
        return Plot.of(space, List.of(side("first", 20), side("second", 10)), 0, 1, judged);
    }

    private static Side side(String name, long floor) {
        return new Side(
                new PrincipalId(Hash.of("plot-side", Bytes.utf8(name))),
                name,
                false,
                Source.ESTIMATED,
                Optional.of(new Sheets.Scores(SHEET, List.of(), floor)));
    }

    private static Point point(long... worth) {
        return new Point(List.of(), java.util.Arrays.stream(worth).boxed().toList(), true);
    }

    private static Space space(List<Point> dots, List<Point> frontier, List<Point> fair, List<Point> offers) {
        List<Fair> by = fair.stream()
                .map(one -> new Fair(FairBy.NASH, Sureness.EXACT, Optional.empty(), Optional.of(one), 0))
                .toList();
        List<Placed> placed = offers.stream().map(one -> new Placed(SHEET, one)).toList();
        return new Space(
                "9",
                false,
                dots,
                new Frontier(frontier, frontier.size(), List.of(0L, 0L)),
                by,
                placed,
                Optional.empty(),
                List.of());
    }
}
