package parley.relay.store;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How a store is, for whoever keeps it running: amounts and one word, nothing of any one log. Thread-safe; may wait for the
 * disk or the database.
 */
public interface Condition {
    /** One word of it. */
    enum State {
        /** It takes what comes. */
        GOING,
        /** It takes nothing new, for want of room; what is there is read as before. */
        FULL,
        /** It can't be asked just now. */
        AWAY
    }

    /** Cheap: asked every few seconds. */
    State state();

    /**
     * How much is kept.
     *
     * @param indexTenths of the memory's share for the index of entries, 0 to 10; empty where nothing of it stands in memory
     * @param bytes on the disk, reckoned; empty while that is being counted
     * @param freeBytes on that disk; empty where only others can tell
     * @param parked invitations that wait to be collected
     * @param damaged places that were found to have rotted since the start
     */
    record Amounts(
            long logs,
            long entries,
            OptionalInt indexTenths,
            OptionalLong bytes,
            OptionalLong freeBytes,
            int parked,
            int damaged) {}

    /** Empty when it can't be told just now. Asked once a minute. */
    Optional<Amounts> amounts();
}
