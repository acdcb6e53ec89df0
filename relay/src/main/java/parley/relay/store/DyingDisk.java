package parley.relay.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

/** Lets so many calls through that change something, and then none: power that goes in the middle of it. Not thread-safe. */
public final class DyingDisk implements Disk {
    private final CrashDisk disk;
    private int left = Integer.MAX_VALUE;

    public DyingDisk(CrashDisk disk) {
        this.disk = disk;
    }

    public void after(int calls) {
        left = calls;
    }

    /** Whether a call was refused, or the next one is. */
    public boolean isDead() {
        return left == 0;
    }

    private void spend() throws IOException {
        if (left == 0) {
            throw new IOException("the power went");
        }
        left--;
    }

    @Override
    public List<String> list(String folder) throws IOException {
        return disk.list(folder);
    }

    @Override
    public boolean exists(String name) {
        return disk.exists(name);
    }

    @Override
    public DiskFile open(String name) throws IOException {
        if (!disk.exists(name)) {
            spend();
        }
        return new Open(disk.open(name));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        spend();
        disk.rename(from, to);
    }

    @Override
    public void delete(String name) throws IOException {
        spend();
        disk.delete(name);
    }

    @Override
    public void forceFolder(String folder) throws IOException {
        spend();
        disk.forceFolder(folder);
    }

    @Override
    public long bytesBelow(String folder, Instant before) {
        return disk.bytesBelow(folder, before);
    }

    @Override
    public long freeBytes() {
        return disk.freeBytes();
    }

    private final class Open implements DiskFile {
        private final DiskFile file;

        Open(DiskFile file) {
            this.file = file;
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
            spend();
            file.write(at, from);
        }

        @Override
        public void force() throws IOException {
            spend();
            file.force();
        }

        @Override
        public void truncate(long size) throws IOException {
            spend();
            file.truncate(size);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
