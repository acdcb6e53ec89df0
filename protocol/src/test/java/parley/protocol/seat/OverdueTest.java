package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Keys go when their time is over and the program ran for an hour since, not when a clock says so (protocol.md, "A node as a state machine"). */
class OverdueTest {
    private static final Instant UNTIL = Instant.parse("2026-03-01T09:00:00Z");

    private final Overdue overdue = new Overdue();

    private boolean at(Duration behind) {
        return overdue.over(UNTIL.plus(behind), UNTIL);
    }

    private boolean minutes(int behind) {
        return at(Duration.ofMinutes(behind));
    }

    @Test
    void it_is_over_after_an_hour_of_running_to_the_minute() {
        for (int minute = 0; minute < 60; minute++) {
            assertThat(minutes(minute)).as("minute %s", minute).isFalse();
        }
        assertThat(minutes(60)).isTrue();
        assertThat(minutes(61)).isTrue();
    }

    @Test
    void a_jump_counts_for_ten_minutes_however_far_it_goes() {
        assertThat(minutes(0)).isFalse();
        for (int jump = 1; jump <= 5; jump++) {
            assertThat(at(Duration.ofDays(100L * jump))).isFalse();
        }
        assertThat(at(Duration.ofDays(600))).isTrue();
    }

    @Test
    void what_ran_before_the_time_was_over_counts_for_nothing() {
        for (int minute = -60; minute < 0; minute++) {
            assertThat(minutes(minute)).isFalse();
        }
        for (int minute = 0; minute < 59; minute++) {
            assertThat(minutes(minute)).isFalse();
        }
        assertThat(minutes(59)).isTrue();
    }

    @Test
    void a_clock_that_is_set_back_before_it_undoes_nothing_that_ran_and_erases_nothing_meanwhile() {
        for (int minute = 0; minute <= 60; minute++) {
            minutes(minute);
        }
        assertThat(minutes(-1)).isFalse();
        assertThat(minutes(1)).isTrue();
    }

    @Test
    void a_clock_that_only_goes_back_runs_no_time() {
        minutes(10_000);
        for (int step = 1; step <= 100; step++) {
            assertThat(minutes(10_000 - step)).isFalse();
        }
        assertThat(overdue.last()).contains(UNTIL.plus(Duration.ofHours(165)));
    }
}
