package parley.relay.store;

import java.io.IOException;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.LogId;

/**
 * The port behind which a relay keeps attachments' sealed blobs, named by log and hash. Durable when {@link #put} returns;
 * bytes that don't hash to their name are never given out. Thread-safe.
 */
public interface Blobs {
    /** 4 GiB of attachments in one log. */
    int MOST_BLOBS_PER_LOG = 1 << 16;

    /**
     * False when the log holds as many blobs as it may.
     *
     * @throws DiskFull when there is no room
     * @throws LogGone when the log is gone, where the store finds that
     */
    boolean put(LogId log, Bytes blob) throws IOException;

    /** Deletes all blobs of a log that is gone. */
    void erase(LogId log) throws IOException;

    /** Empty when there is none, or when it rotted: then whoever has it may put it again. */
    Optional<Bytes> get(LogId log, Hash hash) throws IOException;
}
