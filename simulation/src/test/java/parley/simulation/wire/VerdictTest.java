package parley.simulation.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class VerdictTest {
    private static final int PAIRS = 12;
    private static final int MINUTES = 60;
    private static final List<String> NAMES = List.of("habit", "noise", "delay");

    @Test
    void talkThatDelaysALittleIsFoundAmongNoiseAndHabits() {
        Verdict verdict = Verdict.of(traces(0.8), NAMES);
        assertThat(verdict.auc()).isGreaterThan(0.65);
        assertThat(verdict.bestNumber()).isGreaterThan(0.65);
        assertThat(verdict.telling().getFirst().number()).isEqualTo("delay");
    }

    @Test
    void whereTalkChangesNothingItIsGuessing() {
        Verdict verdict = Verdict.of(traces(0), NAMES);
        assertThat(verdict.talk() + verdict.silence()).isEqualTo(PAIRS * MINUTES);
        assertThat(verdict.error()).isBetween(0.018, 0.027);
        assertThat(Math.abs(verdict.auc() - 0.5)).isLessThan(4 * verdict.error());
    }

    /** What a pair always does must not hide what it does only when its people talk. */
    @Test
    void aPairsOwnHabitsAreTakenOff() {
        List<Trace> traces = new ArrayList<>();
        for (Trace one : traces(0)) {
            double habit = one.pair() * 1_000 + (one.talk() ? 1.0 : 0.0);
            traces.add(new Trace(one.pair(), one.minute(), one.talk(), List.of(habit, one.number(1), one.number(2))));
        }
        assertThat(Verdict.of(traces, NAMES).auc()).isGreaterThan(0.95);
    }

    /** @param delay by how many deviations talk delays */
    private static List<Trace> traces(double delay) {
        Random random = new Random(5);
        List<Trace> traces = new ArrayList<>();
        for (int pair = 0; pair < PAIRS; pair++) {
            for (int minute = 0; minute < MINUTES; minute++) {
                boolean talk = random.nextBoolean();
                double habit = pair * 7 % PAIRS;
                traces.add(new Trace(
                        pair,
                        minute,
                        talk,
                        List.of(habit, random.nextGaussian(), random.nextGaussian() + (talk ? delay : 0))));
            }
        }
        return traces;
    }
}
