package parley.relay.store;

import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import parley.base.Randomness;

/**
 * Everything a relay keeps, as opened from one place, and how that is.
 *
 * @param sweep takes what is gone from where it is kept
 */
public record Stores(Logs logs, Blobs blobs, Invitations invitations, Sweep sweep, Condition condition)
        implements AutoCloseable {
    /** May take long; goes on beside everything else, by one thread at a time. */
    @FunctionalInterface
    public interface Sweep {
        /** @throws IOException when some of it could not be done; it is tried again the next time */
        void run() throws IOException;
    }

    /**
     * In the files of one folder.
     *
     * @param background writes the indexes of full segments, and counts what the folder holds; nothing waits for it
     */
    public static Stores inFiles(
            Disk disk, Randomness randomness, StoreLimits limits, Executor background, InstantSource clock)
            throws IOException {
        MeteredDisk metered = MeteredDisk.over(disk, limits.most(), clock.instant(), background);
        LogStore logs = LogStore.open(metered, randomness, limits, background);
        BlobStore blobs = new BlobStore(metered);
        ParkedStore parked = new ParkedStore(metered, clock);
        Sweep sweep = () -> {
            logs.erase();
            blobs.erase(logs.gone());
        };
        return new Stores(logs, blobs, parked, sweep, new FilesCondition(logs, blobs, parked, metered));
    }

    @Override
    public void close() throws IOException {
        logs.close();
    }
}
