package parley.relay.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.base.Randomness;
import parley.protocol.port.Relay.Why;

/**
 * Many append-only logs in one write-ahead sequence of segments.
 *
 * <p>Guarantees: {@link #commit} returns only after what it placed would survive power loss, with one force for the whole
 * batch; nobody reads an entry before that; a log holds the same bytes at most once, for its whole life; bytes that rotted
 * are never passed on: the log then shows itself only to before them, refuses to grow (LATER), and a member who brings the
 * very same bytes again mends it. Does not guarantee anything against somebody who writes into its files: that the members
 * notice by the chain. Section 4 of the protocol.
 *
 * <p>{@link #commit} must not be called by two threads at once ({@link GroupCommit} sees to that); everything else is
 * thread-safe.
 */
public final class LogStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogStore.class);

    private final Disk disk;
    private final Randomness randomness;
    private final StoreLimits limits;
    private final Executor background;
    private final Watermark watermark;
    private final Map<LogId, LogIndex> logs;
    private final ConcurrentNavigableMap<Long, Segment> segments = new ConcurrentSkipListMap<>();
    private final List<Damage> damages;
    private final RecordReader reader;
    private final ByteBuffer out;
    /** The segment that is written; none after an unclean end, until the first batch. */
    private @Nullable Segment last;

    private long batch;
    private volatile boolean broken;

    private LogStore(
            Disk disk,
            Randomness randomness,
            StoreLimits limits,
            Executor background,
            Watermark watermark,
            Recovery.Recovered recovered) {
        this.disk = disk;
        this.randomness = randomness;
        this.limits = limits;
        this.background = background;
        this.watermark = watermark;
        this.logs = new ConcurrentHashMap<>(recovered.logs());
        this.damages = new CopyOnWriteArrayList<>(recovered.damages());
        this.batch = recovered.lastBatch();
        this.out = ByteBuffer.allocateDirect(limits.batchBytes());
        recovered.segments().forEach(segment -> segments.put(segment.number(), segment));
        this.reader = new RecordReader(segments, damages);
        this.last = recovered.clean() ? recovered.segments().getLast() : null;
    }

    /**
     * Opens what is on the disk, whatever ended the last process.
     *
     * @param background writes the indexes of full segments; the store doesn't wait for it
     */
    public static LogStore open(Disk disk, Randomness randomness, StoreLimits limits, Executor background)
            throws IOException {
        Watermark watermark = Watermark.open(disk);
        Recovery.Recovered recovered = Recovery.run(disk, watermark);
        LogStore store = new LogStore(disk, randomness, limits, background, watermark, recovered);
        for (Segment segment : store.segments.values()) {
            if (segment != store.last) {
                store.index(segment);
            }
        }
        return store;
    }

    /** Empty for a log that nobody created here. */
    public Optional<Capabilities> capabilities(LogId log) {
        return Optional.ofNullable(logs.get(log)).flatMap(LogIndex::capabilities);
    }

    /** Whether this head is, or was, a head of the log. */
    public boolean onChain(LogId log, Head head) {
        LogIndex index = logs.get(log);
        return index != null
                && head.position() <= index.tip().position()
                && reader.chainHash(index, head.position())
                        .map(head.hash()::equals)
                        .orElse(false);
    }

    /**
     * What a reader gets.
     *
     * @param upTo the head behind the last of {@code entries}; without entries the reader's own place, or {@code current}
     *     when the reader has seen more than is here
     * @param current the head of the log as far as it can be served
     */
    public record Slice(List<Bytes> entries, Head upTo, Head current) {
        public Slice {
            entries = List.copyOf(entries);
        }
    }

    /**
     * Entries behind position {@code after}: at least one if there is any, at most {@code mostEntries}, about {@code
     * mostBytes} in all.
     *
     * @throws UncheckedIOException if the disk can't be read just now
     */
    public Slice read(LogId log, long after, int mostEntries, int mostBytes) {
        LogIndex index = known(log);
        List<Bytes> entries = new ArrayList<>();
        long total = 0;
        long position = Math.min(after, index.visible());
        while (position < index.visible() && entries.size() < mostEntries && total < mostBytes) {
            Optional<Bytes> body = reader.body(index, position + 1);
            if (body.isEmpty()) {
                break; // It was just found to have rotted: the log now ends before it.
            }
            entries.add(body.get());
            total += body.get().size();
            position++;
        }
        return new Slice(entries, head(index, position), head(index, index.visible()));
    }

    /** The head as far as the log can be served. */
    public Head current(LogId log) {
        LogIndex index = known(log);
        return head(index, index.visible());
    }

    /** Waits up to {@code millis} until there is something behind {@code after}. */
    public void awaitBeyond(LogId log, long after, long millis) throws InterruptedException {
        known(log).awaitBeyond(after, millis);
    }

    /** Everything found so far that is not what was written. */
    public List<Damage> damages() {
        return List.copyOf(damages);
    }

    public int logCount() {
        return logs.size();
    }

    /**
     * Makes a batch durable; answers in the order of the changes.
     *
     * @throws StoreBroken when the disk failed in a way after which nothing can be promised; the store is then unusable
     */
    public List<Outcome> commit(List<? extends Change> changes) {
        if (broken) {
            throw new StoreBroken("the store broke before", new IOException("see the first failure"));
        }
        try {
            BatchPlan plan = new BatchPlan(logs, reader);
            changes.forEach(plan::add);
            if (!plan.records().isEmpty() && !write(plan)) {
                return changes.stream()
                        .map(change -> (Outcome) new Outcome.Refused(Why.LATER))
                        .toList();
            }
            return plan.outcomes();
        } catch (IOException | UncheckedIOException e) {
            broken = true;
            throw new StoreBroken("the log could not be written", e);
        }
    }

    /** False when there was no room, and nothing happened. */
    private boolean write(BatchPlan plan) throws IOException {
        Segment segment;
        try {
            segment = writable(plan.bytes());
        } catch (DiskFull e) {
            return false;
        }
        ByteBuffer bytes = buffer(plan.bytes());
        plan.writeTo(bytes, segment.mark(), batch + 1);
        long start = segment.end();
        try {
            segment.append(bytes.flip());
        } catch (DiskFull e) {
            segment.file().truncate(start); // Else a start would find whole records there that were never acknowledged.
            return false;
        }
        batch++;
        try {
            watermark.forced(segment.number(), segment.end());
        } catch (DiskFull e) {
            LOG.debug("No room for the watermark; a lower one is only less sharp.");
        }
        plan.publish(segment.number(), start);
        return true;
    }

    private ByteBuffer buffer(int size) {
        // One batch above the usual size is rare and not worth keeping.
        return size > out.capacity() ? ByteBuffer.allocate(size) : out.clear();
    }

    /** The segment that the next batch goes to; leaves a full one's index to be written beside. */
    private Segment writable(int bytes) throws IOException {
        Segment before = last;
        if (before != null && (before.end() == Segment.HEADER || before.end() + bytes <= limits.segmentBytes())) {
            return before;
        }
        Map.Entry<Long, Segment> newest = segments.lastEntry();
        long number = newest == null ? 0 : newest.getKey() + 1;
        byte[] mark = new byte[Long.BYTES];
        randomness.fill(mark);
        Segment segment = Segment.create(
                disk,
                number,
                ByteBuffer.wrap(mark).getLong(),
                newest == null ? 0 : newest.getValue().end());
        segments.put(number, segment);
        last = segment;
        if (before != null) {
            background.execute(() -> index(before));
        }
        return segment;
    }

    /** An index is only a help: without room or luck the next start reads the segment itself. */
    private void index(Segment full) {
        try {
            if (!disk.exists(SegmentIndex.name(full.number()))) {
                SegmentIndex.write(disk, full, full.end());
            }
        } catch (IOException e) {
            LOG.warn("No index was written for segment {}: the next start reads it in full.", full.number(), e);
        }
    }

    private Head head(LogIndex index, long position) {
        Head tip = index.tip();
        if (tip.position() == position) {
            return tip;
        }
        Hash hash = reader.chainHash(index, position)
                .orElseThrow(() -> new UncheckedIOException(new IOException("a head beside rotten entries")));
        return new Head(position, hash);
    }

    private LogIndex known(LogId log) {
        LogIndex index = logs.get(log);
        if (index == null) {
            throw new IllegalArgumentException("no such log");
        }
        return index;
    }

    /** Lets everybody go who waits for entries, and nobody wait again: so that a port can close before the files do. */
    public void wakeAll() {
        logs.values().forEach(LogIndex::wakeAll);
    }

    /** Wakes those who wait and closes the files. */
    @Override
    public void close() throws IOException {
        broken = true;
        wakeAll();
        watermark.close();
        for (Segment segment : segments.values()) {
            segment.close();
        }
    }
}
