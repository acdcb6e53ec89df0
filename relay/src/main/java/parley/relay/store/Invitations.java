package parley.relay.store;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.protocol.port.Relay;

/**
 * The port behind which a relay keeps sealed invitations that wait to be collected. Thread-safe.
 *
 * <p>They may be collected again until they expire, for the line may break in the middle; that an invitation is used once
 * is what its inviter sees to.
 */
public interface Invitations {
    /** What inviters tell people of the words. */
    Duration KEPT = Relay.PARKED;

    /** Some 640 MiB at the very most: anyone may park. */
    int MOST_PARKED = 10_000;

    /** What came of parking. */
    enum Parked {
        KEPT,
        /** Other bytes lie there. */
        TAKEN,
        /** As many are parked as may be. */
        FULL
    }

    /** @throws DiskFull when there is no room */
    Parked park(Hash locator, Bytes sealed) throws IOException;

    /** Deletes those whose time is over, whether or not anybody asks for them. */
    void dropExpired() throws IOException;

    /** How many lie there, expired ones that were not dropped yet among them. */
    int count() throws IOException;

    /** Empty when nothing lies there, not any more, or not as it was parked. */
    Optional<Bytes> collect(Hash locator) throws IOException;
}
