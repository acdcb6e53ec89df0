package parley.relay.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.base.Randomness;
import parley.protocol.port.Relay;
import parley.protocol.port.Relay.Why;

/**
 * Many append-only logs in one write-ahead sequence of segments.
 *
 * <p>Guarantees: {@link #commit} returns only after what it placed would survive power loss, with one force for the whole
 * batch; nobody reads an entry before that; a log holds the same bytes at most once, for its whole life; bytes that rotted
 * are never passed on: a room's log then shows itself only to before them, refuses to grow (LATER), and a member who brings the
 * very same bytes again mends it; an inbox goes on behind them. Does not guarantee anything against somebody who writes into
 * its files: that the members notice by the chain. Section 4 of the protocol.
 */
public final class LogStore implements Logs {
    private static final long HOURS_A_DAY = 24;

    /** Half a megabyte: who writes waits no longer for it than for another batch. */
    private static final int PASSED_AT_ONCE = 4_000;

    /** What goes through where there is no room for anything else, see {@link MeteredDisk}. */
    private static final int PASSED_WHEN_FULL = MeteredDisk.SMALL / RecordHeader.SIZE;

    private final Map<LogId, LogIndex> logs;
    private final ConcurrentNavigableMap<Long, Segment> segments;
    private final List<Damage> damages;
    private final RecordReader reader;
    private final Tail tail;
    private final Quota quota;
    private final GoneLogs gone;
    private final Disk disk;
    private volatile boolean broken;
    private volatile long hours;

    private LogStore(
            Map<LogId, LogIndex> logs,
            ConcurrentNavigableMap<Long, Segment> segments,
            List<Damage> damages,
            RecordReader reader,
            Tail tail,
            Quota quota,
            GoneLogs gone,
            Disk disk,
            long hours) {
        this.hours = hours;
        this.logs = logs;
        this.gone = gone;
        this.disk = disk;
        this.segments = segments;
        this.damages = damages;
        this.reader = reader;
        this.tail = tail;
        this.quota = quota;
    }

    /**
     * Opens what is on the disk, whatever ended the last process.
     *
     * @param background writes the indexes of full segments; the store doesn't wait for it
     */
    public static LogStore open(Disk disk, Randomness randomness, StoreLimits limits, Executor background)
            throws IOException {
        dropLeftovers(disk);
        Watermark watermark = Watermark.open(disk);
        Recovery.Recovered recovered = Recovery.run(disk, watermark);
        ConcurrentNavigableMap<Long, Segment> segments = new ConcurrentSkipListMap<>();
        recovered.segments().forEach(segment -> segments.put(segment.number(), segment));
        Quota quota = new Quota(limits.most());
        quota.add(
                recovered.logs().size(),
                recovered.logs().values().stream()
                        .mapToLong(log -> log.tip().position())
                        .sum());
        quota.add(recovered.gone().count(), 0);
        quota.leave(recovered.gone().count(), 0);
        List<Damage> damages = new CopyOnWriteArrayList<>(recovered.damages());
        return new LogStore(
                new ConcurrentHashMap<>(recovered.logs()),
                segments,
                damages,
                new RecordReader(disk, segments, damages),
                Tail.of(disk, randomness, limits, background, watermark, segments, recovered),
                quota,
                recovered.gone(),
                disk,
                recovered.hours());
    }

    /** Whether logs were ever kept on this disk. */
    public static boolean isIn(Disk disk) throws IOException {
        return disk.list(Segment.FOLDER).stream().anyMatch(name -> name.endsWith(Segment.SUFFIX));
    }

    /** What was written aside when a process ended may hold bytes of a log that goes later. */
    private static void dropLeftovers(Disk disk) throws IOException {
        for (String name : disk.list(Segment.FOLDER)) {
            if (name.endsWith(SegmentEraser.SUFFIX) || name.endsWith(SegmentIndex.MAKING)) {
                disk.delete(Segment.FOLDER + "/" + name);
            }
        }
    }

    @Override
    public boolean isGone(LogId log) {
        return gone.has(log);
    }

    /**
     * Writes anew each segment in which something of a gone log stands. What is served meanwhile is served as before. By one
     * thread at a time.
     *
     * @throws IOException when the disk refused some of it; what is left is tried again the next time
     * @throws StoreBroken as {@link #commit}
     */
    public void erase() throws IOException {
        @Nullable IOException first = null;
        for (long number : gone.segments()) {
            Segment segment = segments.get(number);
            gone.beginsAnew(number); // Before: what goes meanwhile is looked for again.
            if (segment == null) {
                continue; // Its file was lost, or is kept as damaged: no start reads it.
            }
            try {
                turn(number);
                synchronized (segment) {
                    SegmentEraser.erase(disk, segment, gone::has);
                }
            } catch (IOException e) {
                gone.mayStandIn(number);
                first = first == null ? e : first;
            } catch (StoreBroken e) {
                broken = true;
                throw e;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private synchronized void turn(long number) throws IOException {
        if (broken) {
            throw new IOException("the store broke before");
        }
        try {
            tail.turn(number);
        } catch (DiskFull e) {
            throw e;
        } catch (IOException e) {
            // A next segment may stand there that tells where this one ends: what went behind that would be lost.
            throw new StoreBroken("the next segment could not be begun", e);
        }
    }

    /** Where to look for what else was kept of gone logs. */
    GoneLogs gone() {
        return gone;
    }

    @Override
    public Optional<Capabilities> capabilities(LogId log) {
        return Optional.ofNullable(logs.get(log)).flatMap(LogIndex::capabilities);
    }

    @Override
    public boolean onChain(LogId log, Head head) {
        LogIndex index = logs.get(log);
        return index != null
                && head.position() <= index.tip().position()
                && reader.chainHash(index, head.position())
                        .map(head.hash()::equals)
                        .orElse(false);
    }

    /** @throws UncheckedIOException if the disk can't be read just now */
    @Override
    public Slice read(LogId log, long after, int mostEntries, int mostBytes, IntPredicate room) {
        LogIndex index = known(log);
        index.use(hours);
        List<Bytes> entries = new ArrayList<>();
        long total = 0;
        long position = Math.min(after, index.visible());
        while (position < index.visible() && entries.size() < mostEntries && total < mostBytes) {
            boolean known = index.isDamaged(position + 1);
            Optional<Bytes> body = reader.body(index, position + 1);
            if (body.isEmpty() && index.isInbox()) {
                long through = throughLoss(index, position + 1, known);
                if (known && entries.isEmpty() && reader.isLost(index, position + 1)) {
                    return new Slice(through, List.of(), head(index, through), head(index, index.visible()));
                }
            }
            if (body.isEmpty()) {
                break; // It was just found to have rotted: a room's log now ends before it.
            }
            if (!room.test(body.get().size())) {
                break;
            }
            entries.add(body.get());
            total += body.get().size();
            position++;
        }
        return new Slice(after, entries, head(index, position), head(index, index.visible()));
    }

    /**
     * Through where nothing of an inbox can be given, from the first lost letter on: of what was found to have rotted before this
     * call, and is found so once more, for a disk may give now what it didn't before. What is found only now waits for the next
     * call, and what can't be read, until it can. A page of them at the most, and further where no head is left.
     */
    private long throughLoss(LogIndex index, long first, boolean firstKnown) {
        long through = firstKnown ? first : first - 1;
        long last = index.visible();
        for (long at = first + 1; at <= last; at++) {
            if (at - first >= Relay.MOST_PAGE_ENTRIES
                    && reader.chainHash(index, through).isPresent()) {
                break;
            }
            boolean known = index.isDamaged(at);
            if (reader.body(index, at).isPresent()) {
                break;
            }
            if (known && through == at - 1 && reader.isLost(index, at)) {
                through = at;
            }
        }
        return through;
    }

    @Override
    public Head current(LogId log) {
        LogIndex index = known(log);
        return head(index, index.visible());
    }

    @Override
    public void awaitBeyond(LogId log, long after, long millis) throws InterruptedException {
        known(log).awaitBeyond(after, millis);
    }

    @Override
    public List<Damage> damages() {
        return List.copyOf(damages);
    }

    public int logCount() {
        return logs.size();
    }

    Quota.Filled filled() {
        return quota.filled();
    }

    @Override
    public List<Outcome> commit(List<? extends Change> changes) {
        List<Outcome> outcomes = new ArrayList<>(changes.size());
        try {
            commit(changes, outcomes::addAll);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nothing was waited for", e);
        }
        return outcomes;
    }

    @Override
    public synchronized void commit(List<? extends Change> changes, Durable durable) throws InterruptedException {
        if (broken) {
            throw new StoreBroken("the store broke before", new IOException("see the first failure"));
        }
        try {
            BatchPlan plan = plan(hours);
            changes.forEach(plan::add);
            boolean written = plan.records().isEmpty() || tail.write(plan);
            durable.tell(written ? plan.outcomes() : releasesOf(changes));
            tail.tellOfLast();
        } catch (IOException | UncheckedIOException e) {
            broken = true;
            throw new StoreBroken("the log could not be written", e);
        }
    }

    private BatchPlan plan(long hour) {
        return new BatchPlan(logs, reader, quota, gone, hour, disk.roomForNew() >= MeteredDisk.SMALL);
    }

    /** Where a batch found no room: what of it lets logs go, in pieces that are small enough for what is kept for them. */
    private List<Outcome> releasesOf(List<? extends Change> changes) throws IOException {
        List<Outcome> outcomes = new ArrayList<>(Collections.nCopies(changes.size(), new Outcome.Refused(Why.LATER)));
        List<Integer> releases = IntStream.range(0, changes.size())
                .filter(i -> changes.get(i) instanceof Change.Release)
                .boxed()
                .toList();
        for (int from = 0; from < releases.size(); from += PASSED_WHEN_FULL) {
            List<Integer> piece = releases.subList(from, Math.min(from + PASSED_WHEN_FULL, releases.size()));
            BatchPlan plan = plan(hours);
            piece.forEach(i -> plan.add(changes.get(i)));
            if (plan.records().isEmpty() || tail.write(plan)) {
                for (int i = 0; i < piece.size(); i++) {
                    outcomes.set(piece.get(i), plan.outcomes().get(i));
                }
            }
        }
        return outcomes;
    }

    /** In pieces, for who writes waits meanwhile; the hour counts when the last one is written. */
    @Override
    public void pass(int keptDays) {
        long kept = HOURS_A_DAY * keptDays + BatchPlan.USE_NOTED_EVERY;
        boolean more = true;
        while (more) {
            more = passPiece(kept);
        }
    }

    /** Whether another piece is left to be written. Where no use can be noted any more, no hour passes: logs in use would go. */
    private synchronized boolean passPiece(long keptHours) {
        if (broken) {
            throw new StoreBroken("the store broke before", new IOException("see the first failure"));
        }
        if (disk.roomForUse() < MeteredDisk.SMALL) {
            return false;
        }
        try {
            for (int most : List.of(PASSED_AT_ONCE, PASSED_WHEN_FULL)) {
                BatchPlan plan = plan(hours + 1);
                boolean all = plan.pass(keptHours, most);
                if (tail.write(plan)) {
                    tail.tellOfLast();
                    hours += all ? 1 : 0;
                    return !all;
                }
            }
            return false;
        } catch (IOException | UncheckedIOException e) {
            broken = true;
            throw new StoreBroken("the log could not be written", e);
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
        if (gone.has(log)) {
            throw new LogGone();
        }
        if (index == null) {
            throw new IllegalArgumentException("no such log");
        }
        return index;
    }

    @Override
    public void wakeAll() {
        logs.values().forEach(LogIndex::wakeAll);
    }

    @Override
    public void close() throws IOException {
        broken = true;
        wakeAll();
        tail.close();
        for (Segment segment : segments.values()) {
            segment.close();
        }
    }
}
