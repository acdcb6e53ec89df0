package parley.node.web.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import parley.node.desk.Bargaining.Fair;
import parley.node.desk.Bargaining.FairBy;
import parley.node.desk.Bargaining.Point;
import parley.node.desk.Bargaining.Space;
import parley.node.desk.Bargaining.Sureness;

/**
 * A fair package and all measures that choose it.
 *
 * @param letter its place among the fair packages, from 0
 */
public record Fairest(int letter, Point point, List<Fair> by) {
    public Fairest {
        by = List.copyOf(by);
    }

    /** Whether every measure that chooses it is proved to. */
    public boolean exact() {
        return by.stream().allMatch(one -> one.sureness() == Sureness.EXACT);
    }

    /** Of a package that some measure chooses without proof, the least that it reaches by any such measure. */
    public Optional<Long> reaches() {
        List<Optional<Long>> unproved = by.stream()
                .filter(one -> one.sureness() != Sureness.EXACT)
                .map(Fair::reaches)
                .toList();
        return unproved.stream().allMatch(Optional::isPresent)
                ? unproved.stream().flatMap(Optional::stream).min(Comparator.naturalOrder())
                : Optional.empty();
    }

    public List<FairBy> measures() {
        return by.stream().map(Fair::by).toList();
    }

    /** The packages that some measure chooses, each once. */
    static List<Point> packages(Space space) {
        return space.fair().stream()
                .flatMap(one -> one.point().stream())
                .distinct()
                .toList();
    }

    static List<Fairest> of(Space space) {
        List<Fairest> all = new ArrayList<>();
        List<Point> packages = packages(space);
        for (int i = 0; i < packages.size(); i++) {
            Point point = packages.get(i);
            all.add(new Fairest(
                    i,
                    point,
                    space.fair().stream()
                            .filter(one -> one.point().filter(point::equals).isPresent())
                            .toList()));
        }
        return all;
    }

    /** A letter of the Latin alphabet, as engineers and diplomats of all countries name points of a drawing. */
    public static String letter(int place) {
        return String.valueOf((char) ('A' + place));
    }
}
