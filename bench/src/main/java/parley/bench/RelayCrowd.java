package parley.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import parley.bench.relay.Crowd;

/**
 * A relay that many use at once, each over a connection of its own with one append a request, first alone and then beside
 * callers who send and take as slowly as they can.
 */
public final class RelayCrowd {
    private RelayCrowd() {}

    /**
     * What to measure.
     *
     * @param folder where the relay keeps its data
     * @param logs of them all
     * @param connections each with one append under way at any time
     * @param slowReaders who ask for full pages and take nothing
     * @param drippers who send one byte of their request a second
     * @param time of each part
     */
    public record Options(Path folder, int logs, int connections, int slowReaders, int drippers, Duration time) {
        public static Options usual(Path folder) {
            return new Options(folder, 10_000, 1_000, 200, 200, Duration.ofSeconds(30));
        }
    }

    /**
     * One part of the time.
     *
     * @param residentMib of the relay's process at its end; −1 where the platform does not tell
     * @param entries in all logs at its end
     */
    public record Part(
            String what, double perSecond, double p50Millis, double p99Millis, long residentMib, long entries) {}

    /** What came of it. */
    public record Report(String machine, Options options, List<Part> parts) {
        public Report {
            parts = List.copyOf(parts);
        }
    }

    /** Takes some minutes. Tells {@code progress} what it is doing. */
    public static Report run(Options options, Consumer<String> progress) throws IOException, InterruptedException {
        return new Crowd(options, progress).run();
    }
}
