package parley.simulation.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import parley.simulation.Report;
import parley.simulation.world.Fault;

/** A simulation that has lost a fault, or comes to a state no more, fails although it violates nothing. */
class CoverageTest {
    private static final int FAULTS = Fault.values().length;

    private final Map<String, Long> faults = new TreeMap<>();
    private final Map<String, Long> states = new TreeMap<>();

    CoverageTest() {
        List<String> all = Coverage.unreached(Map.of(), Map.of());
        all.subList(0, FAULTS).forEach(fault -> faults.put(fault, 1L));
        all.subList(FAULTS, all.size()).forEach(state -> states.put(state, 1L));
    }

    private Report of(long seeds) {
        return new Report(seeds, 1, List.of(), 0, faults, states, Report.Settling.of(List.of()));
    }

    @Test
    void aRunThatCameToEverythingHolds() {
        assertThat(of(Coverage.ENOUGH_SEEDS).missing()).isEmpty();
        assertThat(of(Coverage.ENOUGH_SEEDS).holds()).isTrue();
    }

    @Test
    void aFaultThatNeverHappenedIsMissingInALongRunAndNotInAShortOne() {
        faults.remove(Fault.COMMIT_UNANSWERED.name());
        assertThat(of(Coverage.ENOUGH_SEEDS).missing()).containsExactly("COMMIT_UNANSWERED");
        assertThat(of(Coverage.ENOUGH_SEEDS).holds()).isFalse();
        assertThat(of(Coverage.ENOUGH_SEEDS).json()).endsWith("\"missing\":[\"COMMIT_UNANSWERED\"]}");
        assertThat(of(Coverage.ENOUGH_SEEDS - 1).holds()).isTrue();
    }

    @Test
    void soIsAStateThatWasNeverReached() {
        states.remove("epoch by RENEW");
        states.remove("room FROZEN");
        assertThat(of(Coverage.ENOUGH_SEEDS).missing()).containsExactly("epoch by RENEW", "room FROZEN");
    }

    @Test
    void whatComesAboutSeldomMayBeMissingInARunThatIsNotOfTheLongest() {
        faults.remove("ENTRY_CROSSED");
        states.remove("refused GAP");
        assertThat(of(Coverage.ENOUGH_SEEDS).unreached()).containsExactly("ENTRY_CROSSED", "refused GAP");
        assertThat(of(Coverage.SEEDS_FOR_ALL - 1).holds()).isTrue();
        assertThat(of(Coverage.SEEDS_FOR_ALL).missing()).containsExactly("ENTRY_CROSSED", "refused GAP");
    }
}
