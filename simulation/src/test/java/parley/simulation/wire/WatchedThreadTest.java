package parley.simulation.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A thread that died is told from one that has nothing to do. */
final class WatchedThreadTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void whatItDiedOfIsThrownAtWhoeverChecks() throws Exception {
        IllegalStateException why = new IllegalStateException("refused");
        try (WatchedThread thread = WatchedThread.start("a person", () -> {
            throw why;
        })) {
            assertThat(failure(thread)).hasMessageContaining("a person failed").hasCause(why);
        }
    }

    @Test
    void oneThatIsClosedDidNotFail() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        WatchedThread thread = WatchedThread.start("a person", () -> {
            try {
                Thread.sleep(PATIENCE);
            } finally {
                ended.countDown();
            }
        });
        assertThatCode(thread::check).doesNotThrowAnyException();
        thread.close();
        assertThat(ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThatCode(thread::check).doesNotThrowAnyException();
    }

    private static Throwable failure(WatchedThread thread) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            try {
                thread.check();
                Thread.sleep(1);
            } catch (WatchedThread.Failed e) {
                return e;
            }
        }
        throw new AssertionError("it did not fail");
    }
}
