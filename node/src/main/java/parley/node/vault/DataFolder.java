package parley.node.vault;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import parley.base.Result;

/**
 * The folder of one node on disk, held by one process at a time.
 *
 * <p>Guarantees that no second process opens the same folder while this one lives, and that on file systems with owners
 * only the owner may read. The lock dies with the process, so a crash leaves nothing to clean up.
 */
public final class DataFolder implements AutoCloseable {
    private static final String LOCK = "node.lock";
    private static final String VAULT = "vault.db";
    private static final String MARK = "vault.mark";
    private static final String MAKING = "vault.new";

    private final Path root;
    private final FileChannel lockFile;
    private final FileLock lock;

    private DataFolder(Path root, FileChannel lockFile, FileLock lock) {
        this.root = root;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /** Makes the folder when it isn't there, and takes it; refused when another process holds it. */
    public static Result<DataFolder> take(Path root) {
        try {
            Files.createDirectories(root);
            onlyForOwner(root);
            FileChannel file =
                    FileChannel.open(root.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock;
            try {
                lock = file.tryLock();
            } catch (OverlappingFileLockException e) {
                lock = null;
            }
            if (lock == null) {
                file.close();
                return Result.refused("folder.in-use", root);
            }
            return Result.done(new DataFolder(root, file, lock));
        } catch (IOException e) {
            return Result.refused("folder.unusable", root, e.getClass().getSimpleName());
        }
    }

    /** Whether a process holds the folder now. The lock died with one that crashed, whatever files that left. */
    public static boolean isHeld(Path root) throws IOException {
        // Shared, so that two who ask at one moment don't take each other for the holder.
        try (FileChannel file =
                        FileChannel.open(root.resolve(LOCK), StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock lock = file.tryLock(0, Long.MAX_VALUE, true)) {
            return lock == null;
        } catch (OverlappingFileLockException e) {
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    public Path root() {
        return root;
    }

    Path vault() {
        return root.resolve(VAULT);
    }

    Path mark() {
        return root.resolve(MARK);
    }

    /** A folder within this one, empty, in which a vault is made before it counts; what a crash left there is gone. */
    DataFolder making() throws IOException {
        DataFolder making = new DataFolder(root.resolve(MAKING), lockFile, lock);
        making.discard();
        Files.createDirectories(making.root);
        onlyForOwner(making.root);
        return making;
    }

    /** Puts a whole, closed vault that was made in there in the place of none, at once. */
    void adopt(DataFolder making) throws IOException {
        // The mark first: alone it is no vault, but a vault without a mark looks like one that was put back.
        Files.move(making.mark(), mark(), StandardCopyOption.ATOMIC_MOVE);
        Files.move(making.vault(), vault(), StandardCopyOption.ATOMIC_MOVE);
        ForcedFolder.force(vault());
        making.discard();
    }

    /** Deletes the folder in which a vault is made, with whatever a crash left there: SQLite's journals too, or half a mark. */
    void discard() throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(root)) {
            for (Path file : left) {
                Files.delete(file);
            }
        }
        Files.delete(root);
    }

    public boolean hasVault() {
        return Files.exists(vault());
    }

    /** Bytes of everything in the folder. */
    public long size() {
        try (var files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(DataFolder::sizeOf)
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }

    private static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            // A journal that was there a moment ago.
            return 0;
        }
    }

    static void onlyForOwner(Path path) throws IOException {
        if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        Files.setPosixFilePermissions(
                path, PosixFilePermissions.fromString(Files.isDirectory(path) ? "rwx------" : "rw-------"));
    }

    /** Gives the folder back; harmless when repeated. */
    @Override
    public void close() throws IOException {
        if (lock.isValid()) {
            lock.release();
        }
        lockFile.close();
    }
}
