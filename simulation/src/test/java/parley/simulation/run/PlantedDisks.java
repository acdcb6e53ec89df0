package parley.simulation.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import parley.relay.store.Disk;
import parley.relay.store.DiskFile;

/** Bugs for the simulator to find in how a relay writes its logs. */
final class PlantedDisks {
    private PlantedDisks() {}

    /** What a relay writes is answered before it is on the disk. */
    static Kit nothingForced() {
        return new Kit() {
            @Override
            public Disk relayDisk(Disk honest) {
                return new Unforced(honest);
            }
        };
    }

    private record Unforced(Disk disk) implements Disk {
        @Override
        public List<String> list(String folder) throws IOException {
            return disk.list(folder);
        }

        @Override
        public DiskFile open(String name) throws IOException {
            return new UnforcedFile(disk.open(name));
        }

        @Override
        public boolean exists(String name) throws IOException {
            return disk.exists(name);
        }

        @Override
        public void rename(String from, String to) throws IOException {
            disk.rename(from, to);
        }

        @Override
        public void delete(String name) throws IOException {
            disk.delete(name);
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
        public long freeBytes() throws IOException {
            return disk.freeBytes();
        }
    }

    private record UnforcedFile(DiskFile file) implements DiskFile {
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
            file.write(at, from);
        }

        @Override
        public void force() {
            // The bug.
        }

        @Override
        public void truncate(long size) throws IOException {
            file.truncate(size);
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
