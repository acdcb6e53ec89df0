package parley.relay.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * One file of the write-ahead sequence: a header, then records until {@link #end()}.
 *
 * <pre>
 * "PRLS" 4 | version 4 | number 8 | mark 8 | end of the previous segment 8 | CRC-32C 4
 * </pre>
 *
 * The header says where the previous segment ended: what stands behind that end was never acknowledged and is not read.
 */
final class Segment implements AutoCloseable {
    static final String FOLDER = "log";
    static final String SUFFIX = ".segment";
    static final int HEADER = 36;

    private static final Pattern FILE = Pattern.compile("([0-9]{10})\\.(?:segment|index)");

    private static final int MAGIC = 0x50524c53;
    private static final int VERSION = 1;

    /**
     * So much is made room for at once, by zeros: to force what makes a file longer costs the file system a write of its
     * journal besides.
     */
    private static final int AHEAD = 2 << 20;

    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(AHEAD).asReadOnlyBuffer();

    private final long number;
    private final long mark;
    private final long previousEnd;
    private final DiskFile file;
    private volatile long end;

    /** How long the file is; zeros from {@link #end} on. Known to the writer only. */
    private long room;

    private Segment(Front front, DiskFile file, long end, long room) {
        this.number = front.number();
        this.mark = front.mark();
        this.previousEnd = front.previousEnd();
        this.file = file;
        this.end = end;
        this.room = room;
    }

    /** What a segment's header says. */
    record Front(long number, long mark, long previousEnd) {}

    static String name(long number) {
        return FOLDER + "/" + String.format(Locale.ROOT, "%010d", number) + SUFFIX;
    }

    /** The number of the segment to which a file of this name belongs, its index included. */
    static OptionalLong number(String file) {
        Matcher name = FILE.matcher(file);
        return name.matches() ? OptionalLong.of(Long.parseLong(name.group(1))) : OptionalLong.empty();
    }

    /** Makes a segment durable before anything is written into it. */
    static Segment create(Disk disk, long number, long mark, long previousEnd) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        header.putInt(MAGIC)
                .putInt(VERSION)
                .putLong(number)
                .putLong(mark)
                .putLong(previousEnd)
                .putInt(RecordHeader.crc(header, 0, HEADER - 4))
                .flip();
        DiskFile file = disk.open(name(number));
        try {
            file.truncate(0);
            file.write(0, header);
            file.force();
            disk.forceFolder(FOLDER);
        } catch (IOException e) {
            file.close();
            throw e;
        }
        return new Segment(new Front(number, mark, previousEnd), file, HEADER, HEADER);
    }

    static Segment existing(Front front, DiskFile file, long end) throws IOException {
        return new Segment(front, file, end, file.size());
    }

    /** Empty when the header is torn, rotten, or of an unknown version. */
    static Optional<Front> front(DiskFile file, long number) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        if (file.read(0, header) < HEADER) {
            return Optional.empty();
        }
        header.flip();
        CRC32C crc = new CRC32C();
        crc.update(header.slice(0, HEADER - 4));
        if (header.getInt() != MAGIC
                || header.getInt() != VERSION
                || header.getInt(HEADER - 4) != (int) crc.getValue()) {
            return Optional.empty();
        }
        Front front = new Front(header.getLong(), header.getLong(), header.getLong());
        return front.number() == number ? Optional.of(front) : Optional.empty();
    }

    long number() {
        return number;
    }

    long mark() {
        return mark;
    }

    Front front() {
        return new Front(number, mark, previousEnd);
    }

    DiskFile file() {
        return file;
    }

    /** Where the next record goes. */
    long end() {
        return end;
    }

    /**
     * Writes records behind the end and makes them durable; only then the end moves.
     *
     * @param most how long the file may become by room that is not needed yet
     * @throws DiskFull when they found no room, and left no trace
     */
    void append(ByteBuffer records, long most) throws IOException {
        long next = end + records.remaining();
        try {
            if (next > room) {
                makeRoom(next, most);
            }
            file.write(end, records);
        } catch (DiskFull e) {
            file.truncate(end); // Else a start would find whole records there that were never acknowledged.
            room = end;
            throw e;
        }
        file.force();
        end = next;
        room = Math.max(room, next);
    }

    /** Ahead of what is written now, as far as there is any. */
    private void makeRoom(long next, long most) throws IOException {
        long ahead = Math.min(next + AHEAD, most) - next;
        if (ahead <= 0) {
            return;
        }
        try {
            file.write(next, ZEROS.slice(0, (int) ahead));
            room = next + ahead;
        } catch (DiskFull e) {
            file.truncate(room); // The records themselves may still find room.
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
