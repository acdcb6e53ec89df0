package parley.node.bargain;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.node.bargain.SpaceCounterTest.OFFER;
import static parley.node.bargain.SpaceCounterTest.random;
import static parley.node.bargain.SpaceCounterTest.sensitivity;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import parley.node.desk.Bargaining.Asked;
import parley.node.desk.Bargaining.Progress;
import parley.node.desk.Bargaining.Space;
import parley.node.desk.Bargaining.Stage;

/** A count on its own thread: how far it is, that it ends when it is stopped, and who hears of its end. */
class CountTest {
    @Test
    void trying_weights_goes_on_from_its_beginning_to_its_end() {
        Count count = Count.begin(sensitivity(random(new Random(7), 2, 50)), () -> {});
        long before = 0;
        Optional<Space> space;
        do {
            space = count.await(Duration.ZERO);
            Progress now = count.progress();
            if (now.stage() == Stage.SENSITIVITY && now.all() > 0) {
                assertThat(now.all()).isEqualTo(4 * 2 * 50);
                assertThat(now.done()).isBetween(before, now.all());
                before = now.done();
            }
        } while (space.isEmpty());
        assertThat(before).as("how far it was seen to come").isPositive();
    }

    @Test
    void a_count_on_its_own_thread_ends_when_it_is_stopped() {
        Case long1 = random(new Random(5), 5, 50);
        Count count = Count.begin(
                new Case(
                        long1.sheet(),
                        long1.options(),
                        long1.sides(),
                        long1.offers(),
                        new Asked(Optional.of(OFFER), Optional.empty(), true)),
                () -> {});
        count.stop();
        assertThat(count.await(Duration.ofMinutes(1)))
                .hasValueSatisfying(space -> assertThat(space.stopped()).isTrue());
    }

    @Test
    void nobody_hears_of_a_count_that_was_there_at_once_and_whoever_waited_does() throws Exception {
        AtomicInteger told = new AtomicInteger();
        Count quick = Count.begin(random(new Random(2), 2, 3), told::incrementAndGet);
        assertThat(quick.await(Duration.ofMinutes(1))).isPresent();
        CountDownLatch heard = new CountDownLatch(1);
        Case long1 = random(new Random(5), 5, 50);
        Count slow = Count.begin(
                new Case(
                        long1.sheet(),
                        long1.options(),
                        long1.sides(),
                        long1.offers(),
                        new Asked(Optional.of(OFFER), Optional.empty(), true)),
                heard::countDown);
        assertThat(slow.await(Duration.ZERO)).isEmpty();
        slow.stop();
        assertThat(heard.await(1, TimeUnit.MINUTES)).isTrue();
        assertThat(told).hasValue(0);
    }
}
