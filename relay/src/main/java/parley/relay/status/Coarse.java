package parley.relay.status;

/**
 * Rounds what is told of a relay.
 *
 * <p>Counts move when people talk. Told exactly, and asked for every second, they would say when each word was said, and two of
 * them beside each other who answers whom: a wire tap for everybody who may read a dashboard. Rounded down to steps of at least
 * what a busy talk brings in a day, and of a hundredth where there is more, they say how full a relay is and how much it has to
 * do, and of one talk among others next to nothing.
 */
final class Coarse {
    /** Entries, and appends: a room of ten people that talks all day makes a few thousand. */
    static final long ENTRIES = 10_000;

    /** Logs: a table makes a dozen or two. */
    static final long LOGS = 100;

    /** Parked invitations: one says that two people are about to meet. */
    static final long PARKED = 1_000;

    /** Refusals are few, unless something is wrong; people who write at the same moment cause some. */
    static final long REFUSALS = 1_000;

    /** Connections: everybody who is there holds one or two. */
    static final long CONNECTIONS = 50;

    /** On the disk: a segment, or some ten thousand entries. */
    static final long DISK_BYTES = 64 << 20;

    /** In memory, waiting for the disk: nothing, as long as that is quick. */
    static final long WAITING_BYTES = 1 << 20;

    /** Of one batch, which takes some thousandths. */
    static final long BATCH_SECONDS = 10;

    static final long UPTIME_SECONDS = 60;

    private static final long PARTS = 100;

    private Coarse() {}

    /** Rounded down to a multiple of {@code least}, and of a power of ten times that where it makes less than a hundredth. */
    static long down(long amount, long least) {
        long step = least;
        while (step * 10 <= amount / PARTS) {
            step *= 10;
        }
        return amount - Math.floorMod(amount, step);
    }
}
