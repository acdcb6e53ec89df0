package parley.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import parley.bench.settle.SettleRuns;

/** How long exact answers take where parties are opposed: what {@code parley bench settle} does. */
public final class SettleBench {
    private SettleBench() {}

    /**
     * One kind of question, over several cases.
     *
     * @param what was asked
     * @param median of the cases' times, each the best of its repetitions, in milliseconds
     * @param slowest case
     * @param goal what it should not exceed, in milliseconds
     * @param size of what was found: points of a frontier, or 1 when every case was proved exact and 0 otherwise
     */
    public record Row(String what, double median, double slowest, double goal, long size) {}

    /**
     * @param machine cores and JVM
     * @param rows in the order of the goals
     */
    public record Report(String machine, List<Row> rows) {}

    /** Takes about a minute on an idle machine; everything is computed on one thread. */
    public static Report run(Consumer<String> progress) {
        String machine = Runtime.getRuntime().availableProcessors() + " cores, Java " + Runtime.version();
        return new Report(machine, new SettleRuns(progress).all());
    }

    /** Times of cases, and of each the best repetition. */
    public static final class Stopwatch {
        private static final double NANOS_A_MILLI = 1e6;

        private final List<Double> cases = new ArrayList<>();
        private long size = Long.MAX_VALUE;

        /** @param work what to do; gives the size that {@link Row} describes */
        public void time(int repetitions, Supplier<Long> work) {
            double best = Double.POSITIVE_INFINITY;
            for (int repetition = 0; repetition < repetitions; repetition++) {
                long begun = System.nanoTime();
                size = Math.min(size, work.get());
                best = Math.min(best, (System.nanoTime() - begun) / NANOS_A_MILLI);
            }
            cases.add(best);
        }

        public Row row(String what, double goal) {
            double[] sorted =
                    cases.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            return new Row(
                    what, sorted[sorted.length / 2], Arrays.stream(sorted).max().orElseThrow(), goal, size);
        }
    }
}
