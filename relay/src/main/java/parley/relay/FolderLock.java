package parley.relay;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import parley.base.Result;

/** Sees to it that one process works on a data folder: two would write two histories into one file. */
final class FolderLock implements AutoCloseable {
    /** Folders of this process: POSIX frees a lock when the process closes any channel on its file, so a second is not opened. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;
    private final FileLock lock;

    private FolderLock(Path folder, FileChannel channel, FileLock lock) {
        this.folder = folder;
        this.channel = channel;
        this.lock = lock;
    }

    /** Refused as {@code relay.folder-in-use} when another relay holds it. The operating system frees it when a process dies. */
    static Result<FolderLock> take(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path real = folder.toRealPath();
        if (!HELD.add(real)) {
            return Result.refused("relay.folder-in-use", folder);
        }
        FolderLock taken = null;
        try {
            taken = locked(real);
            return taken == null ? Result.refused("relay.folder-in-use", folder) : Result.done(taken);
        } finally {
            if (taken == null) {
                HELD.remove(real);
            }
        }
    }

    /** Null when another process holds it. */
    private static @Nullable FolderLock locked(Path real) throws IOException {
        FileChannel channel =
                FileChannel.open(real.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
            return lock == null ? null : new FolderLock(real, channel, lock);
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        try (channel) {
            lock.release();
        } finally {
            HELD.remove(folder);
        }
    }
}
