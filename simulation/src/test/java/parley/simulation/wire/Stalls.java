package parley.simulation.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Notes when the machine stood still: a thread that was to sleep for a moment slept much longer. Thread-safe. */
final class Stalls implements AutoCloseable {
    private static final Duration MOMENT = Duration.ofMillis(100);

    /** Minutes are cut further than this from what a node does. */
    private static final Duration LONG = Duration.ofSeconds(1);

    private final Queue<Stall> stalls = new ConcurrentLinkedQueue<>();
    private final WatchedThread thread = WatchedThread.start("the look for stalls", this::look);

    private record Stall(Instant from, Instant until) {}

    private void look() throws InterruptedException {
        Instant before = Instant.now();
        while (true) {
            Thread.sleep(MOMENT);
            Instant now = Instant.now();
            if (now.isAfter(before.plus(MOMENT).plus(LONG))) {
                stalls.add(new Stall(before, now));
            }
            before = now;
        }
    }

    /** Whether it stood still at some time from {@code from} to {@code until}. */
    boolean between(Instant from, Instant until) {
        thread.check();
        return stalls.stream()
                .anyMatch(one -> one.from().isBefore(until) && one.until().isAfter(from));
    }

    @Override
    public void close() {
        thread.close();
    }
}
