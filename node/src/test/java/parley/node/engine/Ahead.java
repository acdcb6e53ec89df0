package parley.node.engine;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** How far a test has set clocks ahead of this machine's. Thread-safe; one thread sets it. */
public final class Ahead implements Supplier<Duration> {
    private volatile Duration ahead = Duration.ZERO;
    private volatile Optional<Leap> leap = Optional.empty();

    private record Leap(Thread by, Duration to) {}

    @Override
    public Duration get() {
        return leap.filter(one -> one.by().equals(Thread.currentThread()))
                .map(Leap::to)
                .orElse(ahead);
    }

    void set(Duration to) {
        ahead = to;
    }

    void further(Duration by) {
        set(ahead.plus(by));
    }

    /**
     * It is later, and people are at their devices.
     *
     * @param touch how they are: by the time to come, for a node that looks between the leap and a touch would find them gone and lock
     */
    public void leap(Duration by, Runnable touch) {
        leapTo(ahead.plus(by), touch);
    }

    void leapTo(Duration to, Runnable touch) {
        leap = Optional.of(new Leap(Thread.currentThread(), to));
        try {
            touch.run();
            ahead = to;
        } finally {
            leap = Optional.empty();
        }
    }

    void leapTo(Duration to, TestNode... nodes) {
        leapTo(to, () -> {
            for (TestNode node : nodes) {
                node.node().gate().touch();
            }
        });
    }
}
