package parley.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import parley.bench.relay.Openings;
import parley.protocol.port.Relay;

/** How long a relay with many entries takes from its start until it listens, after it was killed. */
public final class RelayOpening {
    private RelayOpening() {}

    /**
     * What to measure.
     *
     * @param folder where the relay keeps its data
     * @param entries in all logs together
     * @param entryBytes of each; the usual ones are the smallest that a relay takes
     * @param logs entries are spread over
     * @param starts the median counts
     */
    public record Options(Path folder, int entries, int entryBytes, int logs, int starts) {
        public static Options usual(Path folder) {
            return new Options(folder, 1_000_000, Relay.LEAST_ENTRY_BYTES, 1_000, 5);
        }
    }

    /**
     * What came of it.
     *
     * @param emptyMillis the same of a relay without an entry: what the JVM and the port take
     * @param millis each start after the relay was killed at rest
     * @param underLoadMillis each start after it was killed in the middle of appends, of which all that it acknowledged was there
     * @param withoutIndexesMillis the same once, when all indexes are lost and every segment is read in full
     */
    public record Report(
            String machine,
            Options options,
            double emptyMillis,
            List<Double> millis,
            List<Double> underLoadMillis,
            double withoutIndexesMillis) {
        public Report {
            millis = List.copyOf(millis);
            underLoadMillis = List.copyOf(underLoadMillis);
        }
    }

    /** Takes two or three minutes. Tells {@code progress} what it is doing. */
    public static Report run(Options options, Consumer<String> progress) throws IOException, InterruptedException {
        return new Openings(options, progress).run();
    }
}
