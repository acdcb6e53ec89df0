package parley.relay.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Rates of many, and what memory holds of them. */
class BucketsTest {
    private static final long SECOND = 1_000_000_000;
    private static final int MOST = 1_000;

    private final Buckets buckets = new Buckets(5, 20, MOST, 0);

    @Test
    void each_has_a_rate_of_its_own() {
        for (int i = 0; i < 20; i++) {
            assertThat(buckets.take("one", 0)).isTrue();
        }
        assertThat(buckets.take("one", 0)).isFalse();
        assertThat(buckets.take("another", 0)).isTrue();
        assertThat(buckets.take("one", SECOND)).isTrue();
    }

    @Test
    void of_those_who_rested_nothing_is_left() {
        for (int i = 0; i < 1_000; i++) {
            buckets.take(i, 0);
        }
        buckets.take("somebody", 10 * SECOND);
        assertThat(buckets.size()).isEqualTo(1);
    }

    @Test
    void those_who_come_when_too_many_are_known_count_as_one() {
        for (int i = 0; i < MOST; i++) {
            buckets.take(i, 0);
        }
        for (int i = 0; i < 20; i++) {
            assertThat(buckets.take("late " + i, 0)).isTrue();
        }
        assertThat(buckets.take("later", 0)).isFalse();
        assertThat(buckets.take(1, 0)).as("who is known").isTrue();
        assertThat(buckets.size()).isEqualTo(MOST + 1);
    }

    @Test
    void who_took_much_is_not_forgotten_before_it_is_made_good() {
        for (int i = 0; i < 20; i++) {
            buckets.take("greedy", 0);
        }
        buckets.take("somebody", 2 * SECOND);
        int more = 0;
        while (buckets.take("greedy", 2 * SECOND)) {
            more++;
        }
        assertThat(more).isEqualTo(10);
    }
}
