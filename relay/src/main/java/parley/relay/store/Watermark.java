package parley.relay.store;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Remembers how far the newest segment was forced: bytes before it that don't verify are damage, bytes behind it may be a
 * write that power loss cut short. Written after each force and itself not forced, so after power loss it is only too low.
 *
 * <pre>
 * segment 8 | offset 8 | CRC-32C 4
 * </pre>
 */
final class Watermark implements AutoCloseable {
    static final String NAME = Segment.FOLDER + "/forced";
    private static final int SIZE = 20;

    private final DiskFile file;
    private final ByteBuffer buffer = ByteBuffer.allocate(SIZE);
    private long segment = -1;
    private long offset;

    private Watermark(DiskFile file) {
        this.file = file;
    }

    static Watermark open(Disk disk) throws IOException {
        Watermark mark = new Watermark(disk.open(NAME));
        ByteBuffer in = mark.buffer;
        if (mark.file.read(0, in) == SIZE && in.getInt(SIZE - 4) == RecordHeader.crc(in, 0, SIZE - 4)) {
            mark.segment = in.getLong(0);
            mark.offset = in.getLong(Long.BYTES);
        }
        return mark;
    }

    /** The newest segment that was forced; −1 when that is not known. */
    long segment() {
        return segment;
    }

    /** Bytes of this segment below the result were forced. */
    long forcedIn(long number) {
        if (segment == number) {
            return offset;
        }
        return segment > number ? Long.MAX_VALUE : 0;
    }

    void forced(long number, long upTo) throws IOException {
        segment = number;
        offset = upTo;
        buffer.clear().putLong(number).putLong(upTo);
        buffer.putInt(RecordHeader.crc(buffer, 0, SIZE - 4)).flip();
        file.write(0, buffer);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
