package parley.protocol.seat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether keys' time is over for certain: a clock which jumps ahead, or a machine that is switched on after months, doesn't erase
 * at once what mail that waits in the inbox still needs ({@code docs/protocol.md}, "A node as a state machine").
 */
final class Overdue {
    /** Long enough to read all mail, and for a person to see that the clock is wrong. */
    private static final Duration RUNNING = Duration.ofHours(1);
    /** What one step of the clock counts for, at most: a jump is no running. */
    static final Duration STEP = Duration.ofMinutes(10);

    private Duration ran = Duration.ZERO;
    private Optional<Instant> last = Optional.empty();

    /** Called at every tick: true once this program ran for an hour behind that instant. */
    boolean over(Instant now, Instant until) {
        boolean behind = !now.isBefore(until);
        if (behind && last.isPresent() && last.get().isBefore(now)) {
            Duration step = Duration.between(last.get(), now);
            ran = ran.plus(step.compareTo(STEP) > 0 ? STEP : step);
        }
        last = Optional.of(now);
        return behind && ran.compareTo(RUNNING) >= 0;
    }

    /** When it was looked at last. */
    Optional<Instant> last() {
        return last;
    }
}
