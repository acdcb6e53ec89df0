package parley.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import parley.bench.node.NodeRuns;

/**
 * Whole nodes over a real relay on this machine: what {@code parley bench node} does.
 *
 * <p>All nodes and the relay run in this process and talk over TLS on loopback, each with a vault and an engine of its own; what is
 * measured is from {@code send} at one desk to the line standing in the record of another.
 */
public final class NodeBench {
    private NodeBench() {}

    /**
     * What to measure.
     *
     * @param folder an empty one, on the disk that counts
     * @param messages said one at a time, after as many as a tenth of them for warming up
     * @param members of the room that many write in
     * @param perSecond messages asked for in that room
     * @param seconds how long
     */
    public record Options(Path folder, int messages, int members, int perSecond, int seconds) {
        public static Options usual(Path folder) {
            return new Options(folder, 500, 10, 50, 20);
        }
    }

    /**
     * What came of it; times in milliseconds.
     *
     * @param sendToFoldedP50 one message at a time, between two nodes
     * @param fsyncP50 appending and forcing 4 KiB in the same folder; one message takes three, one after the other
     * @param roundTripP50 one question to the relay over the same TLS, answered without its disk
     * @param asked messages a second that were asked for in the larger room
     * @param reached messages a second that every member had folded, over the whole time until the last one had
     * @param delivered messages that every member has
     * @param lastBehind how long after the last message was written every member had it
     */
    public record Report(
            String machine,
            int messages,
            double sendToFoldedP50,
            double sendToFoldedP95,
            double fsyncP50,
            double roundTripP50,
            int members,
            int asked,
            double reached,
            long delivered,
            double lastBehind) {}

    /** Takes about a minute on an idle machine. */
    public static Report run(Options options, Consumer<String> progress) throws IOException, InterruptedException {
        return new NodeRuns(options, progress).run();
    }
}
