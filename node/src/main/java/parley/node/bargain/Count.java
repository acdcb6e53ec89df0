package parley.node.bargain;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.node.desk.Bargaining.Progress;
import parley.node.desk.Bargaining.Space;
import parley.node.desk.Bargaining.Stage;
import parley.settlement.Watch;

/**
 * Counting of one case on a thread of its own: how far it is, what came of it, and an end before its end. Thread-safe.
 *
 * <p>Guarantees that a stopped count ends within moments with what was found, and that whoever listens hears of progress at most
 * every {@link #TELL_EVERY}.
 */
public final class Count {
    /** Faster than a person reads, slow enough not to make a page restless. */
    private static final Duration TELL_EVERY = Duration.ofMillis(500);

    private static final Logger LOG = LoggerFactory.getLogger(Count.class);

    private final Case asked;
    private final Runnable moved;
    private final CompletableFuture<Space> result = new CompletableFuture<>();
    private volatile boolean stop;
    /** Whether somebody was told that it is still counting, and so waits to hear more. */
    private volatile boolean awaited;

    private volatile Progress progress = new Progress(Stage.FRONTIER, 0, 0);
    private long told = System.nanoTime();

    private Count(Case asked, Runnable moved) {
        this.asked = asked;
        this.moved = moved;
    }

    /** @param moved is called when there is something new to show to whoever was told to wait, on the counting thread */
    public static Count begin(Case asked, Runnable moved) {
        Count count = new Count(asked, moved);
        Thread thread = new Thread(count::run, "parley-bargain");
        thread.setDaemon(true);
        thread.start();
        return count;
    }

    private void run() {
        try {
            result.complete(SpaceCounter.count(asked, new Following()));
        } catch (RuntimeException | OutOfMemoryError e) {
            // Only its kind: what it says could hold scores.
            LOG.error("counting failed: {}", e.getClass().getName());
            result.completeExceptionally(e);
        } finally {
            tell();
        }
    }

    /** Who got the space at once needs no word: pages that each ask for another space would call each other for ever. */
    private void tell() {
        if (awaited) {
            moved.run();
        }
    }

    public boolean counts(Case other) {
        return asked.equals(other);
    }

    public Progress progress() {
        return progress;
    }

    public void stop() {
        stop = true;
    }

    /**
     * The space, if it is counted within {@code patience}; empty while it isn't.
     *
     * @throws IllegalStateException if the engine failed: a fault of ours
     */
    public Optional<Space> await(Duration patience) {
        try {
            return Optional.of(result.get(patience.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            awaited = true;
            // It may have ended since, and told nobody.
            return result.state() == Future.State.SUCCESS ? Optional.of(result.resultNow()) : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("counting failed; the log says with what");
        }
    }

    private final class Following implements Course {
        private Optional<Stage> begun = Optional.empty();
        private int round;
        private int rounds;

        @Override
        public boolean stop() {
            return stop;
        }

        @Override
        public void begins(Stage stage, int round, int rounds) {
            begun = Optional.of(stage);
            this.round = round;
            this.rounds = rounds;
            progress(Watch.Task.ADVICE, 0, 0);
        }

        @Override
        public void progress(Watch.Task task, long done, long all) {
            if (begun.isEmpty()) {
                progress = new Progress(task == Watch.Task.FRONTIER ? Stage.FRONTIER : Stage.FAIR_PACKAGES, done, all);
            } else if (task == Watch.Task.ADVICE) {
                // How far each of many answers is on the way would run up and down.
                progress = new Progress(begun.get(), round * all + done, rounds * all);
            }
            if (System.nanoTime() - told >= TELL_EVERY.toNanos()) {
                told = System.nanoTime();
                tell();
            }
        }
    }
}
