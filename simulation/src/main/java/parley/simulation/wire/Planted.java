package parley.simulation.wire;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What is found in the same traces if talk moves one number, and nothing else: which leak so many minutes would show.
 *
 * @param number which
 * @param deviations by so many of its own it is greater in each minute of talk
 * @param verdict empty where there are too few traces
 */
public record Planted(String number, double deviations, Optional<Verdict> verdict) {
    /** A time of which every minute of a quiet room has one, and which work at the node could move. */
    static final String MOVED = "node 1, entry acknowledged after";

    /**
     * The goal, an AUC of 0.52, is one number moved by 0.07: among the noise of an hour of 48 pairs only several times as much stands
     * out.
     */
    private static final List<Double> DEVIATIONS = List.of(0.2, 0.3);

    /** How wide the middle half of a normal distribution is, in deviations. */
    private static final double MIDDLE_HALF = 1.349;

    static List<Planted> in(List<Trace> traces, List<String> names) {
        int number = names.indexOf(MOVED);
        double deviation = deviation(traces, number);
        return DEVIATIONS.stream()
                .map(by -> new Planted(MOVED, by, Verdict.of(moved(traces, number, by * deviation), names)))
                .toList();
    }

    static List<Trace> moved(List<Trace> traces, int number, double by) {
        return traces.stream()
                .map(one -> one.talk() ? one.with(number, one.number(number) + by) : one)
                .toList();
    }

    /** Less each pair's habit, and by the middle half, which a minute in which the machine stood still doesn't widen. */
    static double deviation(List<Trace> traces, int number) {
        double[] sorted = Verdict.level(traces).stream()
                .mapToDouble(one -> one.number(number))
                .toArray();
        Arrays.sort(sorted);
        return sorted.length == 0 ? 0 : (sorted[sorted.length * 3 / 4] - sorted[sorted.length / 4]) / MIDDLE_HALF;
    }
}
