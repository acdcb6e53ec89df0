package parley.simulation.world;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * What is to happen, in the order of the world's time; what falls on one instant happens in the order it was asked for.
 *
 * <p>The only scheduler of a run: no thread, no wall clock. Not thread-safe.
 */
public final class Timeline {
    private final PriorityQueue<Due> queue =
            new PriorityQueue<>(Comparator.comparing(Due::when).thenComparingLong(Due::number));
    private Instant now = SimClock.BEGIN;
    private long asked;

    private record Due(Instant when, long number, String what, Runnable act) {}

    public Instant now() {
        return now;
    }

    public void after(Duration delay, String what, Runnable act) {
        queue.add(new Due(now.plus(delay), asked++, what, act));
    }

    public boolean isEmpty() {
        return queue.isEmpty();
    }

    /** When the next thing happens. */
    public Optional<Instant> next() {
        return Optional.ofNullable(queue.peek()).map(Due::when);
    }

    /** Moves the world's time to the next thing, which {@link #step} then lets happen. */
    public void advance() {
        next().filter(when -> when.isAfter(now)).ifPresent(when -> now = when);
    }

    /** What the next thing is called; the queue must not be empty. */
    public String nextName() {
        return queue.element().what();
    }

    /** Lets the next thing happen; the queue must not be empty. */
    public void step() {
        advance();
        queue.remove().act().run();
    }

    /** Lets time pass without anything happening; what was due before then happens late. */
    public void skip(Duration by) {
        now = now.plus(by);
    }
}
