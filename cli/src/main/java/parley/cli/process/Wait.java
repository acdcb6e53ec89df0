package parley.cli.process;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import parley.cli.Stop;

/** Waits for what other processes do, with an end. */
public final class Wait {
    /** Far beyond what any step takes on a slow machine; a step that takes longer hangs. */
    public static final Duration MOST = Duration.ofMinutes(5);

    private static final long BETWEEN_MILLIS = 40;

    private Wait() {}

    /** Something that becomes true. */
    @FunctionalInterface
    public interface Check {
        boolean holds() throws IOException;
    }

    /** Asks again and again until it holds. */
    public static void until(String what, Check check) throws IOException {
        long end = System.nanoTime() + MOST.toNanos();
        while (!check.holds()) {
            if (System.nanoTime() > end) {
                throw Stop.fault("waited " + MOST.toSeconds() + " s in vain until " + what);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(BETWEEN_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
    }
}
