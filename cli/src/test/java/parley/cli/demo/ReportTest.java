package parley.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A demo is only good when everything held that it is to show. */
final class ReportTest {
    private static final Map<String, String> AGREEING = Map.of("Oman", "aa", "Iran", "aa");
    private static final Map<String, String> DIFFERING = Map.of("Oman", "aa", "Iran", "ab");

    @Test
    void everythingThatHeldMakesItGood() {
        assertThat(report(AGREEING, false, true, true).ok()).isTrue();
    }

    @Test
    void whateverOfItDidNotHoldMakesItBad() {
        assertThat(report(DIFFERING, false, true, true).ok()).isFalse();
        assertThat(report(AGREEING, true, true, true).ok()).isFalse();
        assertThat(report(AGREEING, false, false, true).ok()).isFalse();
        assertThat(report(AGREEING, false, true, false).ok()).isFalse();
    }

    private static Report report(
            Map<String, String> heads, boolean plaintextFound, boolean removedHeardNothing, boolean forYouOnlyStayed) {
        return new Report(
                List.of(new Report.Room("Caucus", 0, 3, AGREEING), new Report.Room("Plenary", 2, 17, heads)),
                15,
                7_446_653,
                plaintextFound,
                109,
                5_242_881,
                removedHeardNothing,
                new Report.Pouch(37_687, 0, 1, 8, 0),
                List.of(
                        new Report.Conveyed("Iran", "Israel", "verbatim"),
                        new Report.Conveyed("Israel", "Iran", "paraphrase")),
                forYouOnlyStayed,
                7,
                41.0);
    }
}
