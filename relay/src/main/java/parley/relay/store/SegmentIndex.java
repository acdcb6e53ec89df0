package parley.relay.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import parley.base.LogId;
import parley.relay.store.SegmentScan.Found;

/**
 * The headers of a segment's records once more, in a file beside it: a start reads a tenth of the bytes, and an entry whose
 * own header rotted is still known by its hash, so that a member can bring it back.
 *
 * <p>Written after each force of the segment and itself forced only when the segment is full. Whatever of it is missing or
 * does not verify costs time at a start, and what only it told can't be mended. No checksum is over an offset: where the segment
 * shows a record, it is believed and not its item (see {@link SegmentScan#unlessElsewhere}).
 *
 * <pre>
 * "PRLI" 4 | version 4 | number 8 | mark 8 | end of the previous segment 8 | CRC-32C 4, then for each record: offset 4, header
 * </pre>
 */
final class SegmentIndex implements AutoCloseable {
    static final int ITEM = Integer.BYTES + RecordHeader.SIZE;

    /** Ends the name of an index until it is whole. */
    static final String MAKING = ".new";

    static final String SUFFIX = ".index";
    private static final int MAGIC = 0x50524c49;
    private static final int VERSION = 3;
    static final int FRONT = 36;
    private static final int NUMBER_AT = 8;
    private static final int MARK_AT = 16;
    private static final int PREVIOUS_END_AT = 24;
    private static final int CRC_AT = FRONT - Integer.BYTES;

    /** How many items are read from disk at once: about a megabyte. */
    private static final int AT_ONCE = 7_000;

    private final Disk disk;
    private final DiskFile file;
    private long end;

    private SegmentIndex(Disk disk, DiskFile file, long end) {
        this.disk = disk;
        this.file = file;
        this.end = end;
    }

    static String name(long number) {
        return Segment.name(number).replace(Segment.SUFFIX, SUFFIX);
    }

    /** An index for a new segment. */
    static SegmentIndex begin(Disk disk, Segment segment) throws IOException {
        DiskFile file = disk.open(name(segment.number()));
        try {
            file.truncate(0);
            file.write(0, front(segment));
        } catch (IOException e) {
            file.close();
            throw e;
        }
        return new SegmentIndex(disk, file, FRONT);
    }

    /** The index of a segment that is written on; empty when it does not tell of every record so far. */
    static Optional<SegmentIndex> resume(Disk disk, Segment segment) throws IOException {
        long[] items = {0};
        long told = each(disk, segment.number(), segment.mark(), segment.end(), found -> items[0]++);
        return told == segment.end()
                ? Optional.of(new SegmentIndex(disk, disk.open(name(segment.number())), FRONT + items[0] * ITEM))
                : Optional.empty();
    }

    /** Writes the index of a full segment anew from its records; not of a damaged one, which each start shall look through. */
    static void rebuild(Disk disk, Segment segment) throws IOException {
        SegmentScan scan = SegmentScan.of(segment.file(), segment.mark(), Segment.HEADER, segment.end());
        if (!scan.gaps().isEmpty()) {
            return;
        }
        ByteBuffer items = ByteBuffer.allocate(scan.records().size() * ITEM);
        for (Found found : scan.records()) {
            items.putInt((int) found.offset());
            found.header().write(segment.mark(), items);
        }
        String making = name(segment.number()) + MAKING;
        try (DiskFile file = disk.open(making)) {
            file.truncate(0);
            file.write(0, front(segment));
            file.write(FRONT, items.flip());
            file.force();
        }
        disk.rename(making, name(segment.number()));
        disk.forceFolder(Segment.FOLDER);
    }

    /** Puts fillers in the place of what the index of a full segment tells of gone logs; what does not verify goes. */
    static void erase(Disk disk, Segment segment, Predicate<LogId> gone) throws IOException {
        if (!disk.exists(name(segment.number()))) {
            return;
        }
        String making = name(segment.number()) + SegmentEraser.SUFFIX;
        try (DiskFile from = disk.open(name(segment.number()));
                DiskFile to = disk.open(making)) {
            to.truncate(0);
            to.write(0, front(segment));
            long written = FRONT;
            ByteBuffer items = ByteBuffer.allocate(AT_ONCE * ITEM);
            for (long at = FRONT; from.read(at, items.clear()) >= ITEM; at += items.limit()) {
                ByteBuffer kept = erased(segment, gone, items.flip().limit(items.limit() - items.limit() % ITEM));
                long next = written + kept.remaining();
                to.write(written, kept);
                written = next;
            }
            to.force();
        } catch (DiskFull e) {
            disk.delete(making);
            throw e;
        }
        disk.rename(making, name(segment.number()));
        disk.forceFolder(Segment.FOLDER);
    }

    private static ByteBuffer erased(Segment segment, Predicate<LogId> gone, ByteBuffer items) {
        ByteBuffer kept = ByteBuffer.allocate(items.remaining());
        while (items.remaining() >= ITEM) {
            ByteBuffer item = items.slice(items.position(), ITEM);
            int offset = item.getInt();
            RecordHeader.read(segment.mark(), item).ifPresent(told -> {
                RecordHeader left = told.tellsOf(gone) ? told.filler() : told;
                left.write(segment.mark(), kept.putInt(offset));
            });
            items.position(items.position() + ITEM);
        }
        return kept.flip();
    }

    private static ByteBuffer front(Segment segment) {
        ByteBuffer front = ByteBuffer.allocate(FRONT);
        front.putInt(MAGIC).putInt(VERSION).putLong(segment.number()).putLong(segment.mark());
        front.putLong(segment.front().previousEnd());
        return front.putInt(RecordHeader.crc(front, 0, CRC_AT)).flip();
    }

    /** Adds items, each an offset and a header, of records that were just forced. */
    void add(ByteBuffer items) throws IOException {
        long next = end + items.remaining();
        file.write(end, items);
        end = next;
    }

    /** The segment is full. */
    void finish() throws IOException {
        file.force();
        file.close();
        disk.forceFolder(Segment.FOLDER);
    }

    /** What the segment's header says, as its index tells it again. */
    static Optional<Segment.Front> front(Disk disk, long number) throws IOException {
        if (!disk.exists(name(number))) {
            return Optional.empty();
        }
        try (DiskFile file = disk.open(name(number))) {
            ByteBuffer front = ByteBuffer.allocate(FRONT);
            boolean holds = file.read(0, front) == FRONT
                    && front.getInt(0) == MAGIC
                    && front.getInt(Integer.BYTES) == VERSION
                    && front.getLong(NUMBER_AT) == number
                    && front.getInt(CRC_AT) == RecordHeader.crc(front, 0, CRC_AT);
            return holds
                    ? Optional.of(new Segment.Front(number, front.getLong(MARK_AT), front.getLong(PREVIOUS_END_AT)))
                    : Optional.empty();
        }
    }

    /**
     * Gives {@code to} one record after the other as long as each follows on the one before, up to {@code end}; bodies are
     * taken for intact until they are read. Returns behind which byte the last of them ends: where the segment itself must
     * be read on.
     */
    static long each(Disk disk, long number, long mark, long end, Consumer<Found> to) throws IOException {
        long[] next = {Segment.HEADER};
        walk(disk, number, mark, found -> {
            if (found.offset() != next[0] || found.end() > end) {
                return false;
            }
            next[0] = found.end();
            to.accept(found);
            return true;
        });
        return next[0];
    }

    /** Every record that the index tells of, from this offset on. */
    static List<Found> from(Disk disk, long number, long mark, long offset) throws IOException {
        List<Found> all = new ArrayList<>();
        walk(disk, number, mark, found -> found.offset() < offset || all.add(found));
        return all;
    }

    /** Gives all headers that verify, in order, until it is not wanted any more. */
    private static void walk(Disk disk, long number, long mark, Predicate<Found> wanted) throws IOException {
        if (front(disk, number).filter(front -> front.mark() == mark).isEmpty()) {
            return;
        }
        try (DiskFile file = disk.open(name(number))) {
            ByteBuffer items = ByteBuffer.allocate(AT_ONCE * ITEM);
            for (long at = FRONT; file.read(at, items.clear()) >= ITEM; at += items.position()) {
                items.flip();
                while (items.remaining() >= ITEM) {
                    int start = items.position();
                    int offset = items.getInt();
                    Optional<RecordHeader> header = RecordHeader.read(mark, items);
                    items.position(start + ITEM);
                    if (header.isPresent() && !wanted.test(new Found(header.get(), offset, true))) {
                        return;
                    }
                }
            }
        }
    }

    /** The header of the record that stood at this offset. */
    static Optional<RecordHeader> headerAt(Disk disk, Segment segment, long offset) throws IOException {
        if (!disk.exists(name(segment.number()))) {
            return Optional.empty();
        }
        try (DiskFile file = disk.open(name(segment.number()))) {
            ByteBuffer item = ByteBuffer.allocate(ITEM);
            long low = 0;
            long high = (file.size() - FRONT) / ITEM - 1;
            while (low <= high) {
                long middle = (low + high) >>> 1;
                file.read(FRONT + middle * ITEM, item.clear());
                int found = item.flip().getInt();
                if (found == offset) {
                    return RecordHeader.read(segment.mark(), item);
                }
                low = found < offset ? middle + 1 : low;
                high = found < offset ? high : middle - 1;
            }
        }
        return amongAll(disk, segment, offset);
    }

    /** One offset that rotted leads a search by halves past all that lies on its other side. */
    private static Optional<RecordHeader> amongAll(Disk disk, Segment segment, long offset) throws IOException {
        List<RecordHeader> there = new ArrayList<>();
        walk(disk, segment.number(), segment.mark(), found -> found.offset() != offset || !there.add(found.header()));
        return there.stream().findFirst();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
