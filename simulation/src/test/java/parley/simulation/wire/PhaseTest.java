package parley.simulation.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Where a node's slot begins is read off its wire, and minutes are cut away from it. */
final class PhaseTest {
    private static final Instant BEGIN = Instant.parse("2026-05-01T12:00:00Z");

    @Test
    void aNodesSlotIsWhereMostOfItsEntriesGoUp() {
        List<Seen> wire = List.of(
                up(5_000, 4_500),
                up(20_000, 300),
                up(21_300, 4_500),
                up(81_310, 4_500),
                up(100_000, 5_000),
                up(141_305, 4_500));
        Phase phase = Phase.of(wire, BEGIN);
        assertThat(phase.millis()).isBetween(21_300L, 21_310L);
        assertThat(phase.in(BEGIN.plusSeconds(60))).isBetween(at(81_300), at(81_310));
    }

    @Test
    void minutesAreCutFarFromWhereAnyNodeWritesOrReads() {
        Phase one = new Phase(59_000);
        Phase other = new Phase(2_000);
        long cut = Phase.cut(List.of(one, other)).toMillis();
        for (long instant :
                List.of(59_000L, 2_000L, 6_500L, 21_500L, 36_500L, 51_500L, 9_500L, 24_500L, 39_500L, 54_500L)) {
            assertThat(Math.abs(cut - instant)).isBetween(1_500L, 58_500L);
        }
    }

    private static Seen up(long millis, int bytes) {
        return new Seen(at(millis), 1, Seen.What.UP, bytes);
    }

    private static Instant at(long millis) {
        return BEGIN.plus(Duration.ofMillis(millis));
    }
}
