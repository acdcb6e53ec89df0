package parley.relay.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.relay.store.SegmentScan.Found;

/**
 * A full segment's headers in a file beside it, so that a start reads a tenth of the bytes. Only a help: when it is
 * missing or doesn't verify, the segment itself is read.
 *
 * <pre>
 * "PRLI" 4 | version 4 | number 8 | end of the segment 8 | count 4 | count × (offset 4, header) | CRC-32C 4
 * </pre>
 */
final class SegmentIndex {
    private static final String SUFFIX = ".index";
    private static final int MAGIC = 0x50524c49;
    private static final int VERSION = 1;
    private static final int FRONT = 28;
    private static final int ITEM = 4 + RecordHeader.SIZE;
    private static final int CRC = 4;

    private SegmentIndex() {}

    static String name(long number) {
        return Segment.name(number).replace(Segment.SUFFIX, SUFFIX);
    }

    /** Reads the segment up to {@code end} and writes its index. */
    static void write(Disk disk, Segment segment, long end) throws IOException {
        SegmentScan scan = SegmentScan.of(segment.file(), segment.mark(), Segment.HEADER, end);
        ByteBuffer out = ByteBuffer.allocate(FRONT + scan.records().size() * ITEM + CRC);
        out.putInt(MAGIC).putInt(VERSION).putLong(segment.number()).putLong(end);
        out.putInt(scan.records().size());
        for (Found found : scan.records()) {
            out.putInt((int) found.offset());
            found.header().write(segment.mark(), out);
        }
        out.putInt(RecordHeader.crc(out, 0, out.position())).flip();
        String making = name(segment.number()) + ".new";
        try (DiskFile file = disk.open(making)) {
            file.truncate(0);
            file.write(0, out);
            file.force();
        }
        disk.rename(making, name(segment.number()));
        disk.forceFolder(Segment.FOLDER);
    }

    /** The headers of a segment; bodies are taken for intact until they are read. */
    static Optional<List<Found>> read(Disk disk, long number, long mark, long end) throws IOException {
        if (!disk.exists(name(number))) {
            return Optional.empty();
        }
        ByteBuffer in;
        try (DiskFile file = disk.open(name(number))) {
            long size = file.size();
            if (size < FRONT + CRC || size > Integer.MAX_VALUE) {
                return Optional.empty();
            }
            in = ByteBuffer.allocate((int) size);
            if (file.read(0, in) < size) {
                return Optional.empty();
            }
        }
        in.flip();
        int body = in.limit() - CRC;
        if (in.getInt(body) != RecordHeader.crc(in, 0, body)
                || in.getInt() != MAGIC
                || in.getInt() != VERSION
                || in.getLong() != number
                || in.getLong() != end
                || in.getInt() != (body - FRONT) / ITEM) {
            return Optional.empty();
        }
        List<Found> found = new ArrayList<>((body - FRONT) / ITEM);
        while (in.position() < body) {
            int offset = in.getInt();
            Optional<RecordHeader> header = RecordHeader.read(mark, in);
            if (header.isEmpty()) {
                return Optional.empty();
            }
            found.add(new Found(header.get(), offset, true));
        }
        return Optional.of(found);
    }
}
