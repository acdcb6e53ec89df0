package parley.relay.store;

import java.io.IOException;
import java.nio.ByteBuffer;

/** One file of a {@link Disk}. Reads may come from many threads at once, writes from one. */
public interface DiskFile extends AutoCloseable {
    long size() throws IOException;

    /** Fills {@code into} from {@code at} on, as far as the file goes; returns how many bytes that were. */
    int read(long at, ByteBuffer into) throws IOException;

    /**
     * Writes all remaining bytes at {@code at}.
     *
     * @throws DiskFull when there is no room; part of the bytes may have been written
     */
    void write(long at, ByteBuffer from) throws IOException;

    /** Returns after everything written so far, and the size, would survive power loss. */
    void force() throws IOException;

    void truncate(long size) throws IOException;

    @Override
    void close() throws IOException;
}
