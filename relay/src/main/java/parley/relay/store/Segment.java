package parley.relay.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
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
    private static final int VERSION = 2;

    /** Of relays that never erased: read, and not written on, so that one segment's records are all of one version. */
    private static final int BEFORE_ERASURE = 1;

    /**
     * So much is made room for at once, by zeros: to force what makes a file longer costs the file system a write of its
     * journal besides.
     */
    private static final int AHEAD = 2 << 20;

    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(AHEAD).asReadOnlyBuffer();

    private final long number;
    private final long mark;
    private final long previousEnd;
    private final ReadWriteLock exchange = new ReentrantReadWriteLock();
    private DiskFile file;
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
        Front front = new Front(number, mark, previousEnd);
        DiskFile file = disk.open(name(number));
        try {
            file.truncate(0);
            file.write(0, header(front));
            file.force();
            disk.forceFolder(FOLDER);
        } catch (IOException e) {
            file.close();
            throw e;
        }
        return new Segment(front, file, HEADER, HEADER);
    }

    static ByteBuffer header(Front front) {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        header.putInt(MAGIC).putInt(VERSION).putLong(front.number()).putLong(front.mark());
        return header.putLong(front.previousEnd())
                .putInt(RecordHeader.crc(header, 0, HEADER - 4))
                .flip();
    }

    /** Whether records of this version may go into the file, whose header is whole. */
    static boolean isOfThisVersion(DiskFile file) throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER);
        file.read(0, header);
        return header.getInt(Integer.BYTES) == VERSION;
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
        int magic = header.getInt();
        int version = header.getInt();
        if (magic != MAGIC
                || (version != VERSION && version != BEFORE_ERASURE)
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

    /** For whoever writes, or holds this segment's monitor: nobody else knows how long it is this one. */
    DiskFile file() {
        return file;
    }

    /** As {@link DiskFile#read}, whichever file it is meanwhile. */
    int read(long at, ByteBuffer into) throws IOException {
        exchange.readLock().lock();
        try {
            return file.read(at, into);
        } finally {
            exchange.readLock().unlock();
        }
    }

    /**
     * Puts another file of the same records and places in this one's stead, at once and durably. Only of a segment that is not
     * written any more; its monitor is held.
     *
     * @throws StoreBroken when this segment can't be read any more
     */
    void replace(Disk disk, String by) throws IOException {
        exchange.writeLock().lock();
        try {
            file.close(); // There are systems that rename nothing over a file which is open.
            try {
                disk.rename(by, name(number));
                disk.forceFolder(FOLDER);
            } finally {
                file = reopened(disk);
            }
        } finally {
            exchange.writeLock().unlock();
        }
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

    private DiskFile reopened(Disk disk) {
        try {
            return disk.open(name(number));
        } catch (IOException e) {
            throw new StoreBroken("a segment could not be opened again", e);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
