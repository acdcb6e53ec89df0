package parley.simulation.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** How well talk is told from silence, and how sure that is, with as many numbers as wires give, and with few. */
final class VerdictTest {
    private static final int PAIRS = 12;
    private static final int MINUTES = 60;
    private static final List<String> FEW = List.of("habit", "delay", "noise");
    private static final List<String> REAL = Numbers.names(Pair.NODES);

    @Test
    void talkThatDelaysALittleIsFoundAmongNoiseAndHabits() {
        Verdict verdict = verdict(traces(FEW, 0.8), FEW);
        assertThat(verdict.auc()).isGreaterThan(0.65);
        assertThat(verdict.bestNumber()).isGreaterThan(0.65);
        assertThat(verdict.telling().getFirst().number()).isEqualTo("delay");
    }

    /** The classifier, which weighs all, drowns in so few minutes: so the best single number has its own line and its own error. */
    @Test
    void amongAsManyNumbersAsWiresGiveTheBestOfThemFindsWhatOneShows() {
        Verdict verdict = verdict(traces(REAL, 0.8), REAL);
        assertThat(verdict.bestNumber()).isGreaterThan(0.65);
        assertThat(verdict.bestNumber() - 0.5).isGreaterThan(4 * verdict.bestError());
        assertThat(verdict.telling().getFirst().number()).isEqualTo(REAL.get(1));
    }

    @Test
    void whereTalkChangesNothingItIsGuessing() {
        for (List<String> names : List.of(FEW, REAL)) {
            Verdict verdict = verdict(traces(names, 0), names);
            assertThat(verdict.talk() + verdict.silence()).isEqualTo(PAIRS * MINUTES);
            assertThat(verdict.error()).isBetween(0.01, 0.04);
            assertThat(verdict.bestError()).isBetween(0.01, 0.04);
            assertThat(Math.abs(verdict.auc() - 0.5)).isLessThan(4 * verdict.error());
            assertThat(Math.abs(verdict.bestNumber() - 0.5)).isLessThan(4 * verdict.bestError());
        }
    }

    /** Taken for independent, its minutes would give an error of 0.02: what half of the pairs show other pairs might not. */
    @Test
    void minutesOfOnePairAreAlikeAndNotAsSureAsSoManyOfOthers() {
        Verdict verdict = verdict(traces(FEW, 2, pair -> pair % 2 == 0), FEW);
        assertThat(verdict.error()).isGreaterThan(0.04);
        assertThat(verdict.bestError()).isGreaterThan(0.04);
    }

    /** What a pair always does must not hide what it does only when its people talk. */
    @Test
    void aPairsOwnHabitsAreTakenOff() {
        List<Trace> traces = traces(FEW, 0).stream()
                .map(one -> one.with(0, one.pair() * 1_000 + (one.talk() ? 1.0 : 0.0)))
                .toList();
        assertThat(verdict(traces, FEW).auc()).isGreaterThan(0.95);
    }

    @Test
    void withoutTracesOfBothClassesOfOtherPairsAndTimesThereIsNoVerdict() {
        List<Trace> traces = traces(FEW, 0);
        assertThat(Verdict.of(List.of(), FEW)).isEmpty();
        assertThat(Verdict.of(traces.stream().filter(Trace::talk).toList(), FEW))
                .isEmpty();
        assertThat(Verdict.of(traces.stream().filter(one -> one.pair() == 0).toList(), FEW))
                .isEmpty();
        assertThat(Verdict.of(
                        traces.stream()
                                .filter(one -> one.talk() == (one.pair() % 2 == 0))
                                .toList(),
                        FEW))
                .isEmpty();
    }

    private static Verdict verdict(List<Trace> traces, List<String> names) {
        return Verdict.of(traces, names).orElseThrow();
    }

    private static List<Trace> traces(List<String> names, double delay) {
        return traces(names, delay, _ -> true);
    }

    /**
     * Of a habit, a delay, and noise.
     *
     * @param delay by how many deviations talk delays
     * @param who at which pairs it does
     */
    private static List<Trace> traces(List<String> names, double delay, IntPredicate who) {
        Random random = new Random(5);
        List<Trace> traces = new ArrayList<>();
        for (int pair = 0; pair < PAIRS; pair++) {
            for (int minute = 0; minute < MINUTES; minute++) {
                boolean talk = random.nextBoolean();
                List<Double> numbers = new ArrayList<>();
                numbers.add((double) (pair * 7 % PAIRS));
                numbers.add(random.nextGaussian() + (talk && who.test(pair) ? delay : 0));
                while (numbers.size() < names.size()) {
                    numbers.add(random.nextGaussian());
                }
                traces.add(new Trace(pair, minute, talk, numbers));
            }
        }
        return traces;
    }
}
