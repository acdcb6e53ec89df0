package parley.relay.store;

import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import parley.base.Randomness;

/** Everything a relay keeps, as opened from one place, and how that is. */
public record Stores(Logs logs, Blobs blobs, Invitations invitations, Condition condition) implements AutoCloseable {
    /**
     * In the files of one folder.
     *
     * @param background writes the indexes of full segments, and counts what the folder holds; nothing waits for it
     */
    public static Stores inFiles(
            Disk disk, Randomness randomness, StoreLimits limits, Executor background, InstantSource clock)
            throws IOException {
        MeteredDisk metered = MeteredDisk.over(disk, limits.most().diskBytes(), clock.instant(), background);
        LogStore logs = LogStore.open(metered, randomness, limits, background);
        ParkedStore parked = new ParkedStore(metered, clock);
        return new Stores(logs, new BlobStore(metered), parked, new FilesCondition(logs, parked, metered));
    }

    @Override
    public void close() throws IOException {
        logs.close();
    }
}
