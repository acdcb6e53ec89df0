package parley.simulation.world;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that stands still until it is moved, with an error of its own against the world's time.
 *
 * <p>Each node has one: {@code skew} is what its owner set wrongly. Not thread-safe: a run has one thread.
 */
public final class SimClock implements InstantSource {
    /** Where every simulated world begins; any instant would do, a fixed one makes runs replay. */
    public static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private Instant now = BEGIN;
    private Duration skew = Duration.ZERO;

    /** Moves the world's time; it may also be moved back, as a schedule jumps between explored states. */
    public void set(Instant worldTime) {
        now = worldTime;
    }

    /** Sets by how much this clock is wrong; negative when it is slow. */
    public void skew(Duration by) {
        skew = by;
    }

    @Override
    public Instant instant() {
        return now.plus(skew);
    }
}
