package parley.node.engine;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before asking a silent relay again: twice as long each time, with jitter, so that nodes that lost the
 * same relay don't all come back in the same instant. Used by one thread.
 */
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(200);
    /** A relay that comes back is noticed within this. */
    private static final Duration MOST = Duration.ofSeconds(15);

    private Duration next = FIRST;

    void reset() {
        next = FIRST;
    }

    /** Waits; false when interrupted. */
    boolean pause() {
        long most = next.toMillis();
        next = next.multipliedBy(2).compareTo(MOST) < 0 ? next.multipliedBy(2) : MOST;
        try {
            Thread.sleep(Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1)));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
