package parley.relay;

import java.io.IOException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.relay.store.StoreBroken;
import parley.relay.store.Stores;

/**
 * Takes what is gone from where it is kept, at the start and again and again, and lets go what nobody used for long.
 *
 * <p>A sweep that the disk or the database refused is told to the operator and tried again at the next turn.
 */
final class Sweeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    private static final long CLOSING_SECONDS = 30;

    private final Stores stores;
    private final OptionalInt keptDays;
    private final SeenHours hours = new SeenHours(System::nanoTime);
    private final Duration every;
    private final Consumer<Throwable> onBroken;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    /** @param onBroken told when the store can't vouch for its files any more; the process should end then */
    Sweeper(Stores stores, OptionalInt keptDays, Duration every, Consumer<Throwable> onBroken) {
        this.stores = stores;
        this.keptDays = keptDays;
        this.every = every;
        this.onBroken = onBroken;
        this.thread = Thread.ofPlatform().name("relay-eraser").daemon().start(this::run);
    }

    private void run() {
        try {
            do {
                once();
            } while (!closing.await(every.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void once() {
        if (keptDays.isPresent() && hours.passed()) {
            attempt(() -> stores.logs().pass(keptDays.getAsInt()));
        }
        attempt(stores.sweep());
    }

    /** What fails holds up nothing else. */
    private void attempt(Stores.Sweep work) {
        try {
            work.run();
        } catch (StoreBroken e) {
            LOG.error("The relay's store failed while gone logs were erased.", e);
            onBroken.accept(e);
        } catch (IOException | RuntimeException e) {
            LOG.warn("Not everything that is gone could be erased; it is tried again.", e);
        }
    }

    /** Waits for the sweep under way, at most a while: what it did not end is done after the next start. */
    @Override
    public void close() {
        closing.countDown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(CLOSING_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
