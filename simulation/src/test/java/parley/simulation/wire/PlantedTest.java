package parley.simulation.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A leak that is put into traces that show none tells how great one must be to be found. */
final class PlantedTest {
    private static final List<String> NAMES = List.of("habit", Planted.MOVED);
    private static final int PAIRS = 24;
    private static final int MINUTES = 60;
    private static final double DEVIATION = 3;

    @Test
    void theGreaterTheLeakTheBetterItIsFoundAndItStandsOutOfTheNoise() {
        List<Planted> planted = Planted.in(traces(), NAMES);
        assertThat(planted).extracting(Planted::deviations).containsExactly(0.2, 0.3);
        Verdict small = planted.getFirst().verdict().orElseThrow();
        Verdict greater = planted.getLast().verdict().orElseThrow();
        assertThat(greater.bestNumber()).isGreaterThan(small.bestNumber());
        assertThat(greater.bestNumber() - 0.5).isGreaterThan(3 * greater.bestError());
    }

    @Test
    void minutesOfTalkAloneAreMovedAndInOneNumberAlone() {
        Trace talk = new Trace(0, 1, true, List.of(1.0, 2.0));
        Trace silence = new Trace(0, 2, false, List.of(1.0, 2.0));
        assertThat(Planted.moved(List.of(talk, silence), 1, 0.5)).containsExactly(talk.with(1, 2.5), silence);
    }

    @Test
    void minutesInWhichTheMachineStoodStillDoNotWidenTheDeviation() {
        List<Trace> traces = new ArrayList<>(traces());
        for (int i = 0; i < traces.size(); i += 50) {
            traces.set(i, traces.get(i).with(1, 100_000));
        }
        assertThat(Planted.deviation(traces, 1)).isCloseTo(DEVIATION, within(0.3));
    }

    @Test
    void whatIsMovedIsANumberThatIsTakenOfWires() {
        assertThat(Numbers.names(Pair.NODES)).contains(Planted.MOVED);
    }

    private static List<Trace> traces() {
        Random random = new Random(3);
        List<Trace> traces = new ArrayList<>();
        for (int pair = 0; pair < PAIRS; pair++) {
            for (int minute = 0; minute < MINUTES; minute++) {
                double habit = pair;
                traces.add(new Trace(
                        pair,
                        minute,
                        random.nextBoolean(),
                        List.of(habit, 100 * habit + DEVIATION * random.nextGaussian())));
            }
        }
        return traces;
    }
}
