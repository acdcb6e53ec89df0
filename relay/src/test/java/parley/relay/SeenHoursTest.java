package parley.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SeenHoursTest {
    private final AtomicLong now = new AtomicLong(7);
    private final SeenHours hours = new SeenHours(now::get);

    private boolean after(Duration time) {
        now.addAndGet(time.toNanos());
        return hours.passed();
    }

    @Test
    void an_hour_counts_when_it_has_passed() {
        assertThat(after(Duration.ofMinutes(59))).isFalse();
        assertThat(after(Duration.ofMinutes(1))).isTrue();
        assertThat(after(Duration.ZERO)).isFalse();
        assertThat(after(Duration.ofMinutes(60))).isTrue();
    }

    @Test
    void a_jump_of_years_counts_as_one_hour_and_one_back_as_none() {
        assertThat(after(Duration.ofDays(4_000))).isTrue();
        assertThat(after(Duration.ofMinutes(30))).isFalse();
        assertThat(after(Duration.ofDays(-9_000))).isFalse();
    }
}
