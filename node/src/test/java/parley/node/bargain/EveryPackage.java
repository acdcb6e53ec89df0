package parley.node.bargain;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import parley.node.desk.Bargaining.Point;

/** The oracle of small spaces: it looks at every package, and knows nothing of how the counter finds them. */
final class EveryPackage {
    private EveryPackage() {}

    static List<Point> every(Case asked) {
        List<List<Integer>> all = List.of(List.of());
        for (int count : asked.options()) {
            all = all.stream()
                    .flatMap(start -> IntStream.range(0, count).mapToObj(option -> {
                        List<Integer> longer = new ArrayList<>(start);
                        longer.add(option);
                        return longer;
                    }))
                    .<List<Integer>>map(one -> one)
                    .toList();
        }
        return all.stream().map(options -> point(asked, options)).toList();
    }

    static Point point(Case asked, List<Integer> options) {
        List<Long> worth = asked.sides().stream()
                .map(side -> side.scores().orElseThrow().worth(options))
                .toList();
        boolean acceptable = IntStream.range(0, worth.size())
                .allMatch(side -> worth.get(side)
                        >= asked.sides().get(side).scores().orElseThrow().reservation());
        return new Point(options, worth, acceptable);
    }

    static BigInteger product(Case asked, Point point) {
        return IntStream.range(0, point.worth().size())
                .mapToObj(side -> BigInteger.valueOf(point.worth().get(side)
                        - asked.sides().get(side).scores().orElseThrow().reservation()))
                .reduce(BigInteger.ONE, BigInteger::multiply);
    }

    static boolean dominates(Point better, Point worse) {
        return !better.worth().equals(worse.worth())
                && IntStream.range(0, better.worth().size())
                        .allMatch(side ->
                                better.worth().get(side) >= worse.worth().get(side));
    }

    static Set<String> worths(List<Point> points) {
        return points.stream().map(Point::worth).map(List::toString).collect(Collectors.toCollection(TreeSet::new));
    }
}
