package parley.relay.store;

import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * The port to the file system, so that a simulation can lose, tear and flip what was not forced.
 *
 * <p>Names are relative, with {@code '/'} between folders; folders come into being with their first file. A new file, a
 * rename or a deletion survives power loss only after {@link #forceFolder}. Implementations are thread-safe.
 */
public interface Disk {
    /** The names of the files directly in this folder, in no order; empty when it does not exist. */
    List<String> list(String folder) throws IOException;

    /** Opens a file for reading and writing, and makes it when it is not there. */
    DiskFile open(String name) throws IOException;

    boolean exists(String name) throws IOException;

    /** Replaces {@code to} by {@code from} at once. */
    void rename(String from, String to) throws IOException;

    void delete(String name) throws IOException;

    /** Deletes a folder in which nothing is left, where there are folders. */
    default void deleteFolder(String folder) throws IOException {
        delete(folder);
    }

    /** Makes the entries of this folder durable. */
    void forceFolder(String folder) throws IOException;

    /**
     * What the files below a folder take that were last changed before an instant; nothing of those that go meanwhile, or of
     * which the disk tells nothing.
     *
     * @param before {@link Instant#MAX} for all
     */
    long bytesBelow(String folder, Instant before) throws IOException;

    /** When a file was last written, as the system says; {@link Instant#MAX} where it doesn't. */
    default Instant lastChanged(String name) throws IOException {
        return Instant.MAX;
    }

    /** Bytes that this process may still write there, as the system says. */
    long freeBytes() throws IOException;

    /** Beside what a full disk keeps for logs to go: bytes that may still come of what lets no log go. */
    default long roomForNew() {
        return Long.MAX_VALUE;
    }

    /** Bytes that may still come before there is too little left for all logs to go. */
    default long roomForUse() {
        return Long.MAX_VALUE;
    }
}
