package parley.relay.store;

import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import parley.base.Randomness;

/** Everything a relay keeps, as opened from one place. */
public record Stores(Logs logs, Blobs blobs, Invitations invitations) implements AutoCloseable {
    /**
     * In the files of one folder.
     *
     * @param background writes the indexes of full segments; nothing waits for it
     */
    public static Stores inFiles(
            Disk disk, Randomness randomness, StoreLimits limits, Executor background, InstantSource clock)
            throws IOException {
        return new Stores(
                LogStore.open(disk, randomness, limits, background), new BlobStore(disk), new ParkedStore(disk, clock));
    }

    @Override
    public void close() throws IOException {
        logs.close();
    }
}
