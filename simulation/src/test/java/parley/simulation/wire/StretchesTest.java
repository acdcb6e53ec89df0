package parley.simulation.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Minutes count as talk only where somebody said something in their stretch. */
final class StretchesTest {
    private static final Instant BEGUN = Instant.parse("2026-05-01T12:00:20Z");
    private static final List<Boolean> TALKED = List.of(true, true, false, false, true, true, true, false, true);

    @Test
    void aStretchOfTalkInWhichNobodySaidAnythingIsLeftOutWhole() {
        assertThat(mute(0, 500)).containsExactly(4, 5, 6);
        assertThat(mute()).containsExactly(0, 1, 4, 5, 6, 8);
    }

    @Test
    void oneTextInItsLastSecondIsEnoughAndTheFirstSecondAfterIsNot() {
        assertThat(mute(119, 419, 500)).isEmpty();
        assertThat(mute(120, 420, 500)).containsExactly(0, 1, 4, 5, 6);
    }

    private static List<Integer> mute(long... seconds) {
        List<Instant> said = LongStream.of(seconds).mapToObj(BEGUN::plusSeconds).toList();
        return Stretches.mute(TALKED, said, BEGUN).stream().boxed().toList();
    }
}
