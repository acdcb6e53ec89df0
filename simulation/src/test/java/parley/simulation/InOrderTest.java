package parley.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A run of any length takes the memory of a short one: what is added up is let go of, and little is begun before it is wanted. */
class InOrderTest {
    private static final int MANY = 5 * InOrder.MOST_AHEAD;

    @Test
    void each_is_handed_on_once_in_the_order_of_the_numbers() throws Exception {
        List<Long> taken = new ArrayList<>();
        InOrder.each(7, MANY, seed -> seed, taken::add);
        assertThat(taken).isEqualTo(LongStream.range(7, 7 + MANY).boxed().toList());
    }

    @Test
    void no_more_are_begun_than_may_wait_behind_a_slow_one() throws Exception {
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        CountDownLatch allThatMayWait = new CountDownLatch(InOrder.MOST_AHEAD);
        InOrder.each(
                0,
                MANY,
                seed -> {
                    begun.incrementAndGet();
                    allThatMayWait.countDown();
                    if (seed == 0) {
                        awaited(allThatMayWait);
                    }
                    return seed;
                },
                seed -> assertThat(begun.get()).isLessThanOrEqualTo(InOrder.MOST_AHEAD + taken.getAndIncrement()));
        assertThat(taken).hasValue(MANY);
    }

    @Test
    @Timeout(60)
    void what_was_handed_on_is_let_go_of() throws Exception {
        List<WeakReference<Object>> all = new ArrayList<>();
        InOrder.each(0, MANY, seed -> new Object(), outcome -> {
            all.add(new WeakReference<>(outcome));
            if (all.size() == MANY) {
                collected(all.getFirst());
            }
        });
    }

    @Test
    void a_seed_at_which_the_simulator_fails_is_named() {
        assertThatThrownBy(() -> InOrder.each(
                        40,
                        5,
                        seed -> {
                            if (seed == 42) {
                                throw new IllegalArgumentException("broken");
                            }
                            return seed;
                        },
                        seed -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("seed 42")
                .hasRootCauseMessage("broken");
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS))
                    .as("others are begun meanwhile")
                    .isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends by the test's time limit where it never is. */
    private static void collected(WeakReference<Object> one) {
        while (one.get() != null) {
            System.gc();
        }
    }
}
