package parley.bench.relay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.LogId;
import parley.base.Randomness;
import parley.base.Secret;
import parley.bench.RelayOpening.Options;
import parley.bench.RelayOpening.Report;
import parley.protocol.port.LogRef;
import parley.relay.store.Capabilities;
import parley.relay.store.Change;
import parley.relay.store.FileDisk;
import parley.relay.store.LogStore;
import parley.relay.store.StoreLimits;

/** Fills a relay's folder, and starts the relay on it and kills it, at rest and in the middle of appends. */
public final class Openings {
    private static final double NANOS_PER_MILLI = 1e6;

    private final Options options;
    private final Consumer<String> progress;

    public Openings(Options options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
    }

    /** @throws IOException also when what the relay acknowledged before a kill isn't there after it */
    public Report run() throws IOException, InterruptedException {
        progress.accept("starting an empty relay");
        Path none = options.folder().resolve("none");
        started(none); // Makes the key.
        double empty = started(none);
        Path full = options.folder().resolve("full");
        started(full); // Makes the key: a relay starts over no logs whose key is gone.
        progress.accept("writing " + options.entries() + " entries");
        List<BenchLog> logs = logs();
        fill(full, logs);
        started(full); // Reads the disk once.
        List<Double> starts = new ArrayList<>();
        for (int i = 0; i < options.starts(); i++) {
            starts.add(started(full));
            progress.accept("start " + (i + 1) + ": " + Math.round(starts.getLast()) + " ms");
        }
        List<Double> loaded = underLoad(full, logs);
        dropIndexes(full.resolve("log"));
        return new Report(DurableAppends.machine(), options, empty, starts, loaded, started(full));
    }

    private List<Double> underLoad(Path data, List<BenchLog> logs) throws IOException, InterruptedException {
        List<Double> starts = new ArrayList<>();
        UntilKilled killed = UntilKilled.kill(RunningRelay.unbounded(data), logs, options.entryBytes(), 0);
        for (int i = 1; i <= options.starts(); i++) {
            long before = System.nanoTime();
            RunningRelay relay = RunningRelay.unbounded(data);
            starts.add((System.nanoTime() - before) / NANOS_PER_MILLI);
            killed.compare(relay);
            progress.accept("start " + i + " after a kill under load: " + Math.round(starts.getLast()) + " ms");
            killed = UntilKilled.kill(relay, logs, options.entryBytes(), i);
        }
        return starts;
    }

    private List<BenchLog> logs() {
        List<BenchLog> logs = new ArrayList<>();
        for (int i = 0; i < options.logs(); i++) {
            Bytes capability = Hash.of("bench-capability", Hash.number(i)).value();
            Hash hash = LogRef.capabilityHash(capability);
            logs.add(new BenchLog(LogRef.idOf(hash, hash), Secret.of(capability)));
        }
        return logs;
    }

    private static double started(Path data) throws IOException {
        long before = System.nanoTime();
        RunningRelay relay = RunningRelay.start(data);
        double took = (System.nanoTime() - before) / NANOS_PER_MILLI;
        relay.kill();
        return took;
    }

    private void fill(Path data, List<BenchLog> logs) throws IOException {
        Files.createDirectories(data);
        StoreLimits limits = StoreLimits.USUAL;
        Random random = new Random(options.entries());
        try (LogStore store = LogStore.open(new FileDisk(data), Randomness.system(), limits, Runnable::run)) {
            List<Change> batch = new ArrayList<>();
            for (BenchLog log : logs) {
                Hash hash = LogRef.capabilityHash(log.capability().revealBytes());
                batch.add(new Change.Create(new Capabilities(hash, hash)));
            }
            store.commit(batch);
            for (int done = 0; done < options.entries(); done += batch.size()) {
                batch.clear();
                int size = Math.min(limits.batchRecords(), options.entries() - done);
                while (batch.size() < size && (long) batch.size() * options.entryBytes() < limits.batchBytes()) {
                    byte[] entry = new byte[options.entryBytes()];
                    random.nextBytes(entry);
                    LogId log = logs.get(random.nextInt(logs.size())).id();
                    batch.add(Change.Append.of(log, Bytes.wrap(entry), OptionalLong.empty()));
                }
                store.commit(batch);
            }
        }
    }

    private static void dropIndexes(Path log) throws IOException {
        try (Stream<Path> files = Files.list(log)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".index")).toList()) {
                Files.delete(file);
            }
        }
    }
}
