package parley.relay;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Counts hours that this process saw pass.
 *
 * <p>No wall clock is asked: one that was wrong for a minute would let all logs go at once. And one question counts one hour at
 * the most, however much later it comes: a machine that slept for a month, or a counter that jumped, makes nothing old. So a
 * relay that is off keeps what it has for longer, and never for less. Used by one thread.
 */
final class SeenHours {
    private static final long HOUR = Duration.ofHours(1).toNanos();

    private final LongSupplier nanos;
    private long since;

    /** @param nanos of a counter that goes on by itself, whatever becomes of the date */
    SeenHours(LongSupplier nanos) {
        this.nanos = nanos;
        this.since = nanos.getAsLong();
    }

    /** Whether an hour has passed since it was last said. */
    boolean passed() {
        long now = nanos.getAsLong();
        if (now - since < HOUR) {
            return false;
        }
        since = now;
        return true;
    }
}
