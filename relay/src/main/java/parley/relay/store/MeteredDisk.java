package parley.relay.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.protocol.port.Relay;

/**
 * Counts what the files of a relay take, lets them take no more than they may, and remembers whether the last one that should
 * have grown found room.
 *
 * <p>Where the operator set a bound, everything is as on a disk of that size: what finds no room is put off, what is there is
 * read, and all goes on when something was deleted or the bound was raised. What only makes a start quicker is let through, and
 * what lets logs go: a relay that is full must still forget. For that there is room whatever anybody does, for each log that is
 * there and all who may release it; so new logs find no room there.
 *
 * <p>What is there at the start is counted beside the work, for a folder may hold a million blocks of attachments: until then
 * {@link #used} is empty. Thread-safe, as the disk beneath it is.
 */
public final class MeteredDisk implements Disk {
    /** Of each kind of file that grows; the relay's key and lock are not worth it. */
    private static final List<String> WITH_MANY = List.of(BlobStore.FOLDER, ParkedStore.FOLDER);

    private static final Logger LOG = LoggerFactory.getLogger(MeteredDisk.class);

    /** Files without which nothing is lost, and those that take the place of others. */
    private static final List<String> LET_THROUGH = List.of(
            SegmentIndex.SUFFIX, SegmentIndex.SUFFIX + SegmentIndex.MAKING, Watermark.NAME, SegmentEraser.SUFFIX);

    /** A release, or a few that come together; the smallest entry is larger. */
    static final int SMALL = 2048;

    /** So far beyond the bound goes what tells in which hours logs were used: each of 50,000 once a day for nine days. */
    private static final long FOR_USE = 64 << 20;

    /** So far beyond that goes what lets one log go: its end, and before that a release of each member; and what the index tells of them. */
    private static final long TO_GO = (Relay.MOST_MEMBERS + 1L) * (RecordHeader.SIZE + SegmentIndex.ITEM);

    private static final int MIB = 1 << 20;

    private final Disk disk;
    private final long most;
    private final long mostUse;
    private final long mostSmall;
    private final AtomicBoolean told = new AtomicBoolean();
    private final AtomicLong bytes = new AtomicLong();
    private volatile boolean counted;
    private volatile boolean refused;

    private MeteredDisk(Disk disk, Quota.Most most) {
        this.disk = disk;
        this.most = most.diskBytes();
        this.mostUse = beyond(this.most, FOR_USE);
        this.mostSmall = most.logs() > Long.MAX_VALUE / TO_GO ? Long.MAX_VALUE : beyond(mostUse, most.logs() * TO_GO);
    }

    private static long beyond(long most, long more) {
        return most > Long.MAX_VALUE - more ? Long.MAX_VALUE : most + more;
    }

    /**
     * @param most bytes of all files together, and logs that must be able to go
     * @param now files that change later are counted as they change
     * @param background counts the many small files
     */
    public static MeteredDisk over(Disk disk, Quota.Most most, Instant now, Executor background) throws IOException {
        MeteredDisk metered = new MeteredDisk(disk, most);
        metered.bytes.addAndGet(disk.bytesBelow(Segment.FOLDER, Instant.MAX));
        background.execute(() -> metered.count(now));
        return metered;
    }

    private void count(Instant before) {
        try {
            for (String folder : WITH_MANY) {
                bytes.addAndGet(disk.bytesBelow(folder, before));
            }
            counted = true;
        } catch (IOException e) {
            LOG.warn("What the relay's files take could not be counted; its status says nothing of it.", e);
        }
    }

    /** Bytes of all files; empty until those that were there are counted. */
    public OptionalLong used() {
        return counted ? OptionalLong.of(bytes.get()) : OptionalLong.empty();
    }

    /** Bytes that may still come, as far as this is a matter of the operator's bound. */
    public long room() {
        return Math.max(0, most - bytes.get());
    }

    @Override
    public long roomForNew() {
        return room();
    }

    @Override
    public long roomForUse() {
        return Math.max(0, mostUse - bytes.get());
    }

    private long roomForSmall() {
        return Math.max(0, mostSmall - bytes.get());
    }

    /** Whether the last file that should have grown found no room. */
    public boolean refused() {
        return refused;
    }

    @Override
    public List<String> list(String folder) throws IOException {
        return disk.list(folder);
    }

    @Override
    public DiskFile open(String name) throws IOException {
        return new Metered(
                disk.open(name), LET_THROUGH.stream().noneMatch(name::endsWith), name.startsWith(Segment.FOLDER + "/"));
    }

    @Override
    public boolean exists(String name) throws IOException {
        return disk.exists(name);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        long replaced = sizeOf(to);
        disk.rename(from, to);
        bytes.addAndGet(-replaced);
    }

    @Override
    public void delete(String name) throws IOException {
        long gone = sizeOf(name);
        disk.delete(name);
        bytes.addAndGet(-gone);
    }

    @Override
    public void deleteFolder(String folder) throws IOException {
        disk.deleteFolder(folder);
    }

    private void tellOnce() {
        if (told.compareAndSet(false, true)) {
            LOG.warn(
                    "As much is kept as may be, {} MiB: what is new is put off from now on, and reading goes on. Started with"
                            + " a larger --most-gib the relay takes more.",
                    most / MIB);
        }
    }

    private long sizeOf(String name) throws IOException {
        if (!disk.exists(name)) {
            return 0;
        }
        try (DiskFile file = disk.open(name)) {
            return file.size();
        }
    }

    @Override
    public void forceFolder(String folder) throws IOException {
        disk.forceFolder(folder);
    }

    @Override
    public long bytesBelow(String folder, Instant before) throws IOException {
        return disk.bytesBelow(folder, before);
    }

    @Override
    public Instant lastChanged(String name) throws IOException {
        return disk.lastChanged(name);
    }

    @Override
    public long freeBytes() throws IOException {
        return disk.freeBytes();
    }

    /** One open file; its size is known to whoever writes it, who is one thread. */
    private final class Metered implements DiskFile {
        private final DiskFile file;
        private final boolean bounded;

        /** Strangers could use up with small invitations what is kept for logs to go. */
        private final boolean ofTheLog;

        private long size;

        Metered(DiskFile file, boolean bounded, boolean ofTheLog) throws IOException {
            this.file = file;
            this.bounded = bounded;
            this.ofTheLog = ofTheLog;
            this.size = file.size();
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public int read(long at, ByteBuffer into) throws IOException {
            return file.read(at, into);
        }

        @Override
        public void write(long at, ByteBuffer from) throws IOException {
            long end = from.hasRemaining() ? at + from.remaining() : 0;
            if (bounded && end - size > roomFor(from.remaining())) {
                refused = true;
                tellOnce();
                throw new DiskFull("as much is kept as may be");
            }
            try {
                file.write(at, from);
            } catch (DiskFull e) {
                refused = true;
                resized(file.size());
                throw e;
            }
            if (end > size) {
                refused = false;
                resized(end);
            }
        }

        private long roomFor(int more) {
            if (ofTheLog && more <= SMALL) {
                return roomForSmall();
            }
            return room();
        }

        @Override
        public void force() throws IOException {
            file.force();
        }

        @Override
        public void truncate(long to) throws IOException {
            file.truncate(to);
            resized(Math.min(size, to));
        }

        private void resized(long to) {
            bytes.addAndGet(to - size);
            size = to;
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
