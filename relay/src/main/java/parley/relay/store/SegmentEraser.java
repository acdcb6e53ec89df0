package parley.relay.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Predicate;
import parley.base.LogId;
import parley.relay.store.SegmentScan.Found;
import parley.relay.store.SegmentScan.Gap;

/**
 * Writes one full segment anew with fillers in the place of what it says of gone logs.
 *
 * <p>Guarantees that all other records and every place stay as they are, that power loss at any instant leaves the old file
 * or the new one, and that the new file was written without the bytes that go. What does not verify is kept as it is, but
 * for a record that the segment's index names as one of a gone log.
 */
final class SegmentEraser implements SegmentScan.Visitor, AutoCloseable {
    static final String SUFFIX = ".erasing";

    private static final int AT_ONCE = 1 << 20;

    private final Disk disk;
    private final Segment segment;
    private final Predicate<LogId> gone;
    private final DiskFile out;
    private final ByteBuffer buffer = ByteBuffer.allocate(AT_ONCE);
    private long written;

    private SegmentEraser(Disk disk, Segment segment, Predicate<LogId> gone) throws IOException {
        this.disk = disk;
        this.segment = segment;
        this.gone = gone;
        this.out = disk.open(Segment.name(segment.number()) + SUFFIX);
    }

    /** The caller holds the segment's monitor; readers go on. */
    static void erase(Disk disk, Segment segment, Predicate<LogId> gone) throws IOException {
        String aside = Segment.name(segment.number()) + SUFFIX;
        try (SegmentEraser eraser = new SegmentEraser(disk, segment, gone)) {
            eraser.write();
        } catch (DiskFull e) {
            disk.delete(aside);
            throw e;
        }
        segment.replace(disk, aside);
        // After the segment: an index that still tells of a gone log makes the next start look at the segment again.
        SegmentIndex.erase(disk, segment, gone);
    }

    private void write() throws IOException {
        out.truncate(0);
        out.write(0, Segment.header(segment.front()));
        written = Segment.HEADER;
        long end = Math.min(segment.end(), segment.file().size());
        SegmentScan.walk(segment.file(), segment.mark(), Segment.HEADER, end, this);
        copy(end);
        out.force();
    }

    @Override
    public void record(Found found) throws IOException {
        if (found.header().tellsOf(gone)) {
            fill(found.offset(), found.header());
        }
    }

    @Override
    public void gap(Gap gap) throws IOException {
        long at = gap.from();
        while (at < gap.to()) {
            Optional<RecordHeader> left = SegmentIndex.headerAt(disk, segment, at);
            if (left.isEmpty() || at + left.get().recordSize() > gap.to()) {
                return;
            }
            if (left.get().tellsOf(gone)) {
                fill(at, left.get());
            }
            at += left.get().recordSize();
        }
    }

    private void fill(long at, RecordHeader instead) throws IOException {
        copy(at);
        ByteBuffer filler = ByteBuffer.allocate(instead.recordSize());
        instead.filler().write(segment.mark(), filler);
        out.write(at, filler.rewind());
        written = at + instead.recordSize();
    }

    private void copy(long until) throws IOException {
        while (written < until) {
            buffer.clear().limit((int) Math.min(AT_ONCE, until - written));
            segment.file().read(written, buffer);
            if (buffer.position() == 0) {
                throw new IOException("a segment that became shorter");
            }
            long next = written + buffer.position();
            out.write(written, buffer.flip());
            written = next;
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
