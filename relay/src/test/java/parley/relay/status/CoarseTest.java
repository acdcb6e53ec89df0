package parley.relay.status;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CoarseTest {
    @Test
    void what_one_talk_adds_in_an_hour_changes_nothing_that_is_told() {
        for (long before : new long[] {0, 20_000, 640_000, 12_340_000}) {
            assertThat(Coarse.down(before + 400, Coarse.ENTRIES)).isEqualTo(Coarse.down(before, Coarse.ENTRIES));
        }
    }

    @Test
    void it_is_rounded_down_to_the_step_and_to_a_hundredth_where_there_is_more() {
        assertThat(Coarse.down(9_999, Coarse.ENTRIES)).isZero();
        assertThat(Coarse.down(19_999, Coarse.ENTRIES)).isEqualTo(10_000);
        assertThat(Coarse.down(999_999, Coarse.ENTRIES)).isEqualTo(990_000);
        assertThat(Coarse.down(12_345_678, Coarse.ENTRIES)).isEqualTo(12_300_000);
        assertThat(Coarse.down(7, 1)).isEqualTo(7);
        assertThat(Coarse.down(Long.MAX_VALUE, 1)).isPositive();
    }
}
