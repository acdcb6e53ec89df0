package parley.relay.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The real file system below one data folder. Thread-safe. */
public final class FileDisk implements Disk {
    private final Path root;

    public FileDisk(Path root) {
        this.root = root;
    }

    @Override
    public List<String> list(String folder) throws IOException {
        Path at = root.resolve(folder);
        if (!Files.isDirectory(at)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(at)) {
            return children.filter(Files::isRegularFile)
                    .map(child -> child.getFileName().toString())
                    .toList();
        }
    }

    @Override
    public DiskFile open(String name) throws IOException {
        Path at = root.resolve(name);
        Path folder = at.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            forceParents(folder);
        }
        return new Open(at);
    }

    @Override
    public boolean exists(String name) {
        return Files.exists(root.resolve(name));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        try {
            Files.move(root.resolve(from), root.resolve(to), StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("this file system can't rename at once, which the relay needs", e);
        } catch (IOException e) {
            throw named(e);
        }
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(root.resolve(name));
    }

    @Override
    public void forceFolder(String folder) throws IOException {
        force(root.resolve(folder));
    }

    /** New folders are entries of their parents, which must survive as well. */
    private void forceParents(Path folder) throws IOException {
        for (Path at = folder.getParent(); at != null && at.startsWith(root); at = at.getParent()) {
            force(at);
        }
    }

    private static void force(Path folder) throws IOException {
        if (System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("windows")) {
            return; // Windows can't open a folder for this, and makes renames durable by its own journal.
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public long bytesBelow(String folder, Instant before) throws IOException {
        Path at = root.resolve(folder);
        if (!Files.isDirectory(at)) {
            return 0;
        }
        long[] bytes = new long[1];
        Files.walkFileTree(at, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes found) {
                if (found.isRegularFile()
                        && found.lastModifiedTime().toInstant().isBefore(before)) {
                    bytes[0] += found.size();
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException why) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException why) {
                return FileVisitResult.CONTINUE;
            }
        });
        return bytes[0];
    }

    @Override
    public Instant lastChanged(String name) throws IOException {
        return Files.getLastModifiedTime(root.resolve(name)).toInstant();
    }

    @Override
    public long freeBytes() throws IOException {
        return Files.getFileStore(root).getUsableSpace();
    }

    private static IOException named(IOException e) {
        return tellsFull(e) ? new DiskFull("no room left on the disk") : e;
    }

    /** Whether this says that there is no room: the platform tells it only by its words. */
    public static boolean tellsFull(IOException e) {
        String words = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return e instanceof DiskFull
                || words.contains("no space left")
                || words.contains("quota exceeded")
                || words.contains("not enough space");
    }

    /**
     * Writes and reads by separate channels: an interrupted reader closes the channel it reads by, and must not take the
     * writer with it.
     */
    private static final class Open implements DiskFile {
        private final Path path;
        private final FileChannel writing;
        private volatile FileChannel reading;
        private volatile boolean closed;

        Open(Path path) throws IOException {
            this.path = path;
            try {
                this.writing = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            } catch (IOException e) {
                throw named(e);
            }
            this.reading = FileChannel.open(path, StandardOpenOption.READ);
        }

        @Override
        public long size() throws IOException {
            return writing.size();
        }

        @Override
        public int read(long at, ByteBuffer into) throws IOException {
            int start = into.position();
            while (into.hasRemaining()) {
                FileChannel channel = reading;
                try {
                    int got = channel.read(into, at + into.position() - start);
                    if (got < 0) {
                        break;
                    }
                } catch (ClosedByInterruptException e) {
                    reopen(channel);
                    throw e;
                } catch (ClosedChannelException e) {
                    reopen(channel);
                }
            }
            return into.position() - start;
        }

        private synchronized void reopen(FileChannel broken) throws IOException {
            if (closed) {
                throw new ClosedChannelException();
            }
            if (reading == broken) {
                reading = FileChannel.open(path, StandardOpenOption.READ);
            }
        }

        @Override
        public void write(long at, ByteBuffer from) throws IOException {
            long next = at;
            try {
                while (from.hasRemaining()) {
                    next += writing.write(from, next);
                }
            } catch (IOException e) {
                throw named(e);
            }
        }

        @Override
        public void force() throws IOException {
            writing.force(false);
        }

        @Override
        public void truncate(long size) throws IOException {
            writing.truncate(size);
        }

        @Override
        public synchronized void close() throws IOException {
            closed = true;
            try (FileChannel first = writing;
                    FileChannel second = reading) {
                assert first != second;
            }
        }
    }
}
