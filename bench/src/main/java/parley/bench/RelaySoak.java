package parley.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import parley.bench.relay.Soak;

/**
 * A relay at work for an hour, with the bounds and the heap that it is shipped with: talks are held, read by their other side
 * to the last entry, and released; does it lose anything, and does its memory stay what it was?
 */
public final class RelaySoak {
    private RelaySoak() {}

    /**
     * What to measure.
     *
     * @param folder where the relay keeps its data
     * @param talks at one time, each with a log of its own, somebody who writes and somebody who reads
     * @param entriesOfEach after so many a talk is released, and the next one begins
     * @param perSecond appends of them all
     * @param entryBytes of each append
     * @param time of it all
     * @param every so often memory is looked at
     */
    public record Options(
            Path folder, int talks, int entriesOfEach, int perSecond, int entryBytes, Duration time, Duration every) {
        public static Options usual(Path folder) {
            return new Options(folder, 100, 1_000, 500, 4_096, Duration.ofHours(1), Duration.ofMinutes(1));
        }

        public Options time(Duration other) {
            return new Options(folder, talks, entriesOfEach, perSecond, entryBytes, other, every);
        }

        public Options perSecond(int other) {
            return new Options(folder, talks, entriesOfEach, other, entryBytes, time, every);
        }
    }

    /**
     * One look.
     *
     * @param seconds since the start
     * @param residentMib of the relay's process; −1 where the platform does not tell
     * @param acknowledged entries so far
     * @param read and compared, byte by byte, so far
     * @param released talks so far
     */
    public record Look(long seconds, long residentMib, long acknowledged, long read, long released) {}

    /**
     * What came of it.
     *
     * @param silences calls that were not answered in time and made again
     * @param slopeMib by which memory grew in an hour, by least squares over the second half of the time
     */
    public record Report(String machine, Options options, List<Look> looks, long silences, double slopeMib) {
        public Report {
            looks = List.copyOf(looks);
        }
    }

    /**
     * Takes the whole time. Tells {@code progress} what it saw.
     *
     * @throws IOException as soon as anything that was acknowledged is not read as it was written
     */
    public static Report run(Options options, Consumer<String> progress) throws IOException, InterruptedException {
        return new Soak(options, progress).run();
    }
}
