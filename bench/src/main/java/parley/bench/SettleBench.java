package parley.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import parley.bench.settle.SettleRuns;

/** How long exact answers take where parties are opposed, and where issues interact: what {@code parley bench settle} does. */
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
     * @param machine cores, JVM and the load before: above the number of cores, others were at work
     * @param rows in the order of the goals
     * @param missing what could not be asked, and why
     */
    public record Report(String machine, List<Row> rows, List<String> missing) {}

    /** Takes some minutes; everything is computed on one thread. */
    public static Report run(Consumer<String> progress) {
        String machine = String.format(
                Locale.ROOT,
                "%d cores, Java %s, load %.1f",
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        SettleRuns runs = new SettleRuns(progress);
        return new Report(machine, runs.all(), runs.missing());
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
