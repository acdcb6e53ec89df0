package parley.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import parley.bench.relay.DurableAppends;

/**
 * Durable appends at the relay beside RabbitMQ's quorum queues and PostgreSQL: what {@code parley bench relay} does.
 *
 * <p>All run on the same disk, in processes of their own, with equally many appends in flight, in turns with a rest between them, many short
 * rounds in one run, each of which begins with empty logs, queues and tables. Each round is compared with the relay's own beside it, for a machine may drift twentyfold between two.
 */
public final class RelayBench {
    private RelayBench() {}

    /**
     * What to measure.
     *
     * @param folder where the relay and PostgreSQL keep their data; RabbitMQ keeps its own in its service's folder
     * @param inFlight appends under way at any time
     * @param messageBytes of each append, at least 16
     * @param logs logs, and queues
     * @param rounds of each peer; the median counts
     * @param time of one round
     * @param mostWarmUp of each peer, not counted: it ends earlier when a peer gets no faster
     * @param tls whether the peers are asked over TLS 1.3 too, as the relay always is
     */
    public record Options(
            Path folder,
            int inFlight,
            int messageBytes,
            int logs,
            int rounds,
            Duration time,
            Duration mostWarmUp,
            boolean tls) {
        public static Options usual(Path folder) {
            return new Options(folder, 256, 1024, 200, 7, Duration.ofSeconds(5), Duration.ofSeconds(120), false);
        }

        public Options inFlight(int other) {
            return new Options(folder, other, messageBytes, logs, rounds, time, mostWarmUp, tls);
        }

        public Options tls(boolean peers) {
            return new Options(folder, inFlight, messageBytes, logs, rounds, time, mostWarmUp, peers);
        }
    }

    /**
     * One peer's share.
     *
     * @param perSecond one figure a round
     * @param medianPerSecond acknowledged appends a second
     * @param ratio how many times as fast the relay was: median over the rounds, each beside the relay's own
     * @param p50Millis median over the rounds
     * @param p99Millis median over the rounds
     * @param cpuMicros processor time of an append, its server's and the bench's own together: median over the rounds
     * @param syncs forces to disk while {@code syncedAppends} were acknowledged, in a round of its own; −1 when not counted
     */
    public record Line(
            String peer,
            String what,
            List<Double> perSecond,
            double medianPerSecond,
            double ratio,
            double p50Millis,
            double p99Millis,
            double cpuMicros,
            long syncs,
            long syncedAppends) {
        public Line {
            perSecond = List.copyOf(perSecond);
        }
    }

    /**
     * What came of it: the relay first.
     *
     * @param absent peers that are not installed or did not start, and why
     */
    public record Report(String machine, Options options, List<Line> lines, List<String> absent) {
        public Report {
            lines = List.copyOf(lines);
            absent = List.copyOf(absent);
        }
    }

    /** Takes some minutes: peers × (warm-up + rounds × time). Tells {@code progress} what it is doing. */
    public static Report run(Options options, java.util.function.Consumer<String> progress)
            throws IOException, InterruptedException {
        return new DurableAppends(options, progress).run();
    }
}
