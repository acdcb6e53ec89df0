package parley.node.engine;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import parley.base.Bytes;
import parley.base.Randomness;

/**
 * Draws the moment at which a mediator's idea of its own is said, and later told to its source, so that neither time nor order says
 * whose idea it is. Pure.
 */
final class DrawnPause {
    /**
     * What is raised as the mediator's own follows after this long at least and at most, evenly spread, so that the moment says
     * little about when the source spoke.
     */
    static final Duration LEAST = Duration.ofMinutes(5);

    static final Duration MOST = Duration.ofMinutes(90);

    /** Longer than a busy node is late. What is later was missed: the node was locked, off or asleep at its moment. */
    static final Duration MOST_LATE = Duration.ofMinutes(1);

    /**
     * What was missed, or refused by a room that is closed, tries again after this long at least and at most. Several that wait for one
     * thing (that somebody unlocks, that talks go on) so come apart from it and from one another, in an order of their own. Shorter
     * than the first pause: the source spoke long before, and a device may stay unlocked for little longer.
     */
    static final Duration LEAST_ANEW = Duration.ofMinutes(5);

    static final Duration MOST_ANEW = Duration.ofMinutes(30);

    private DrawnPause() {}

    static Duration first(Randomness randomness) {
        return between(LEAST, MOST, randomness);
    }

    static Duration anew(Randomness randomness) {
        return between(LEAST_ANEW, MOST_ANEW, randomness);
    }

    /** Whether a moment has passed unused. */
    static boolean missed(Instant due, Instant now) {
        return now.isAfter(due.plus(MOST_LATE));
    }

    private static Duration between(Duration least, Duration most, Randomness randomness) {
        return least.plusMillis(Math.floorMod(
                number(randomness.bytes(Long.BYTES)), most.minus(least).toMillis()));
    }

    private static long number(Bytes bytes) {
        return ByteBuffer.wrap(bytes.toArray()).getLong();
    }
}
