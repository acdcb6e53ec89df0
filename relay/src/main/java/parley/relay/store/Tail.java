package parley.relay.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.base.Randomness;

/**
 * Writes batches behind the newest segment, and begins the next segment when that is full.
 *
 * <p>Guarantees that a batch was forced before anybody sees it; that a batch for which there was no room left no trace; and
 * that no segment that is there is ever overwritten, read or not. Used by one thread.
 */
final class Tail implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Tail.class);

    private final Disk disk;
    private final Randomness randomness;
    private final StoreLimits limits;
    private final Executor background;
    private final Watermark watermark;
    private final Map<Long, Segment> segments;
    private final ByteBuffer out;

    /** The segment that is written; none after an unclean end, until the first batch. */
    private @Nullable Segment last;

    /** Its index; none when it could not be written in full. */
    private @Nullable SegmentIndex index;

    private long batch;
    private long nextNumber;

    /** What was written last and isn't told of yet by watermark and index. */
    private @Nullable Written untold;

    private Tail(
            Disk disk,
            Randomness randomness,
            StoreLimits limits,
            Executor background,
            Watermark watermark,
            Map<Long, Segment> segments,
            Recovery.Recovered recovered) {
        this.disk = disk;
        this.randomness = randomness;
        this.limits = limits;
        this.background = background;
        this.watermark = watermark;
        this.segments = segments;
        this.out = ByteBuffer.allocateDirect(limits.batchBytes());
        this.batch = recovered.lastBatch();
        this.nextNumber = recovered.next();
        this.last = recovered.clean() ? recovered.segments().getLast() : null;
    }

    /**
     * Goes on where the last process ended.
     *
     * @param background finishes the indexes of full segments; nothing waits for it
     * @param segments all of them; new ones are added
     */
    static Tail of(
            Disk disk,
            Randomness randomness,
            StoreLimits limits,
            Executor background,
            Watermark watermark,
            Map<Long, Segment> segments,
            Recovery.Recovered recovered)
            throws IOException {
        Tail tail = new Tail(disk, randomness, limits, background, watermark, segments, recovered);
        if (tail.last != null) {
            tail.index = SegmentIndex.resume(disk, tail.last).orElse(null);
        }
        recovered.unindexed().forEach(segment -> background.execute(() -> tail.finish(segment, null)));
        return tail;
    }

    private record Written(BatchPlan plan, Segment segment, ByteBuffer bytes, long start) {}

    /** False when there was no room, and nothing happened. */
    boolean write(BatchPlan plan) throws IOException {
        tellOfLast();
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
            segment.append(bytes.flip(), limits.segmentBytes());
        } catch (DiskFull e) {
            return false;
        }
        batch++;
        untold = new Written(plan, segment, bytes, start);
        plan.publish(segment.number(), start);
        return true;
    }

    /**
     * Has watermark and index tell of what was written last; done before anything else is written. No promise depends on them:
     * without, the next start reads the batch itself, and takes rot in it for a batch that was never forced.
     */
    void tellOfLast() throws IOException {
        Written last = untold;
        if (last == null) {
            return;
        }
        untold = null;
        try {
            watermark.forced(last.segment().number(), last.segment().end());
        } catch (DiskFull e) {
            LOG.debug("No room for the watermark; a lower one is only less sharp.");
        }
        addToIndex(last.plan().indexItems(last.bytes(), last.start()));
    }

    private ByteBuffer buffer(int size) {
        // One batch above the usual size is rare and not worth keeping.
        return size > out.capacity() ? ByteBuffer.allocate(size) : out.clear();
    }

    /** Without room or luck there is no index, and a later start reads the segment itself. */
    private void addToIndex(ByteBuffer items) throws IOException {
        SegmentIndex to = index;
        if (to == null) {
            return;
        }
        try {
            to.add(items);
        } catch (IOException e) {
            LOG.debug(
                    "The index of a segment could not be written on; it is written anew when the segment is full.", e);
            index = null;
            to.close();
        }
    }

    /** The segment that the next batch goes to; leaves a full one's index to be finished beside. */
    private Segment writable(int bytes) throws IOException {
        Segment before = last;
        if (before != null && (before.end() == Segment.HEADER || before.end() + bytes <= limits.segmentBytes())) {
            return before;
        }
        return turned();
    }

    /** Leaves this segment full, if it is the newest: nothing more is written into it, and the next one tells its end. */
    void turn(long number) throws IOException {
        if (number == nextNumber - 1) {
            Segment unused = turned();
        }
    }

    private Segment turned() throws IOException {
        tellOfLast();
        Segment before = last;
        Segment newest = segments.get(nextNumber - 1); // None at the very first, or when its file can't be read.
        byte[] mark = new byte[Long.BYTES];
        randomness.fill(mark);
        Segment segment =
                Segment.create(disk, nextNumber, ByteBuffer.wrap(mark).getLong(), newest == null ? 0 : newest.end());
        segments.put(nextNumber, segment);
        nextNumber++;
        SegmentIndex full = index;
        last = segment;
        index = begin(segment);
        if (before != null) {
            background.execute(() -> finish(before, full));
        }
        return segment;
    }

    private @Nullable SegmentIndex begin(Segment segment) {
        try {
            return SegmentIndex.begin(disk, segment);
        } catch (IOException e) {
            LOG.debug("No index was begun; it is written when the segment is full.", e);
            return null;
        }
    }

    private void finish(Segment full, @Nullable SegmentIndex written) {
        try {
            if (written == null) {
                synchronized (full) {
                    SegmentIndex.rebuild(disk, full);
                }
            } else {
                written.finish();
            }
        } catch (IOException e) {
            LOG.warn("No index was written for segment {}: the next start reads it in full.", full.number(), e);
        }
    }

    @Override
    public void close() throws IOException {
        tellOfLast();
        watermark.close();
        if (index != null) {
            index.close();
        }
    }
}
