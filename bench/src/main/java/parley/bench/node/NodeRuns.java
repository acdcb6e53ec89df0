package parley.bench.node;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import parley.base.Hash;
import parley.bench.NodeBench;
import parley.protocol.port.RelayAddress;
import parley.relay.client.HttpRelay;

/** Runs the parts of {@link NodeBench} one after the other. */
public final class NodeRuns {
    private static final int PROBES = 200;
    private static final int BLOCK = 4096;
    private static final double MILLIS = 1e6;

    private final NodeBench.Options options;
    private final Consumer<String> progress;

    public NodeRuns(NodeBench.Options options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
    }

    public NodeBench.Report run() throws IOException, InterruptedException {
        try {
            return measured();
        } catch (TimeoutException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private NodeBench.Report measured() throws IOException, InterruptedException, TimeoutException {
        Files.createDirectories(options.folder());
        progress.accept("forcing to disk, alone");
        double[] syncs = syncs(options.folder().resolve("sync"));
        progress.accept("two nodes, one message at a time");
        double[] oneByOne;
        double[] trips;
        try (BenchTable pair = BenchTable.of(2, options.folder().resolve("pair"))) {
            trips = roundTrips(pair.relay());
            oneByOne = oneByOne(pair);
        }
        progress.accept(options.members() + " nodes, " + options.perSecond() + " messages a second");
        try (BenchTable many = BenchTable.of(options.members(), options.folder().resolve("many"))) {
            Sustained sustained = sustained(many);
            return new NodeBench.Report(
                    machine(),
                    options.messages(),
                    at(oneByOne, 0.50),
                    at(oneByOne, 0.95),
                    at(syncs, 0.50),
                    at(trips, 0.50),
                    options.members(),
                    options.perSecond(),
                    sustained.reached(),
                    sustained.delivered(),
                    sustained.lastBehind());
        }
    }

    private double[] oneByOne(BenchTable pair) throws InterruptedException, TimeoutException {
        BenchNode author = pair.nodes().get(0);
        BenchNode reader = pair.nodes().get(1);
        int warmUp = options.messages() / 10;
        double[] millis = new double[options.messages()];
        for (int i = -warmUp; i < options.messages(); i++) {
            long lines = reader.lines(pair.room());
            long begun = System.nanoTime();
            author.say(pair.room(), "Message " + i + ", of the length that messages have in such talks, more or less.");
            reader.until("message " + i, desk -> reader.lines(pair.room()) > lines);
            if (i >= 0) {
                millis[i] = (System.nanoTime() - begun) / MILLIS;
            }
        }
        return millis;
    }

    /** @param reached a second, until the last member had the last message */
    private record Sustained(double reached, long delivered, double lastBehind) {}

    private Sustained sustained(BenchTable many) throws InterruptedException, TimeoutException {
        long before = many.nodes().getFirst().lines(many.room());
        int count = options.perSecond() * options.seconds();
        long step = TimeUnit.SECONDS.toNanos(1) / options.perSecond();
        long begun = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long wait = begun + i * step - System.nanoTime();
            if (wait > 0) {
                TimeUnit.NANOSECONDS.sleep(wait);
            }
            many.nodes().get(i % many.nodes().size()).say(many.room(), "Message " + i + " of many.");
        }
        long written = System.nanoTime();
        long wanted = before + count;
        for (BenchNode node : many.nodes()) {
            node.until("all messages", desk -> node.lines(many.room()) >= wanted);
        }
        long folded = System.nanoTime();
        return new Sustained(count * 1e9 / (folded - begun), count, (folded - written) / MILLIS);
    }

    private static double[] syncs(Path file) throws IOException {
        double[] millis = new double[PROBES];
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            for (int i = 0; i < PROBES; i++) {
                long begun = System.nanoTime();
                channel.write(ByteBuffer.allocate(BLOCK));
                channel.force(false);
                millis[i] = (System.nanoTime() - begun) / MILLIS;
            }
        }
        Files.delete(file);
        return millis;
    }

    /** Asks for an invitation that isn't there: the relay answers from memory. */
    private static double[] roundTrips(RelayAddress address) {
        double[] millis = new double[PROBES];
        try (HttpRelay relay = HttpRelay.to(address, Optional.empty())) {
            for (int i = 0; i < PROBES; i++) {
                Hash absent = Hash.of("bench", Hash.number(i));
                long begun = System.nanoTime();
                relay.collect(absent);
                millis[i] = (System.nanoTime() - begun) / MILLIS;
            }
        }
        return millis;
    }

    private static double at(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
    }

    private static String machine() {
        return String.format(
                Locale.ROOT,
                "%d processors, %d MiB heap, %s %s, Java %s",
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() >> 20,
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("java.version"));
    }
}
