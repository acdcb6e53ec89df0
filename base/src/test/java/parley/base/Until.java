package parley.base;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits in a test for what another thread or process does and tells nobody, such as a file that goes.
 *
 * <p>Only as long as it must, and never in vain without saying for what.
 */
public final class Until {
    /** Seconds of work on a machine with much else to do; a test that waits longer waits for nothing. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Short beside everything that is waited for, long beside a look. */
    private static final Duration BETWEEN = Duration.ofMillis(10);

    private Until() {}

    /** A look at what is waited for. */
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws Exception;
    }

    /** Returns as soon as it holds. */
    public static void holds(String what, Condition condition) throws Exception {
        long begun = System.nanoTime();
        while (!condition.holds()) {
            if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                throw new AssertionError("waited in vain for: " + what);
            }
            if (Thread.interrupted()) {
                throw new InterruptedException("while waiting for: " + what);
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
    }
}
