package parley.simulation.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A measurement that would not have found talk says nothing of quiet rooms, and says so. */
final class WireDistinguisherTest {
    @Test
    void whereTalkIsFoundInOtherRoomsWhatIsFoundInQuietOnesCounts() {
        assertThat(report(verdict(0.5), verdict(0.9)).saysNothing()).isEmpty();
    }

    @Test
    void whereTalkIsNotFoundInOtherRoomsNothingIsShown() {
        assertThat(report(verdict(0.5), verdict(0.61)).saysNothing().orElseThrow())
                .contains("talk was not found in the other rooms", "0.610");
    }

    @Test
    void withTooFewMinutesOfEitherKindNothingIsShown() {
        assertThat(report(Optional.empty(), verdict(0.9)).saysNothing().orElseThrow())
                .contains("too few minutes");
        assertThat(report(verdict(0.5), Optional.empty()).saysNothing().orElseThrow())
                .contains("too few minutes");
    }

    /** Then the attacker who asks who reads them guessed at nothing, which isn't guessing blindly. */
    @Test
    void whereNoTextWasWatchedNothingIsShown() {
        WireDistinguisher.Report report = new WireDistinguisher.Report(
                WireDistinguisher.Options.usual(8, 20), found(verdict(0.5), 0), found(verdict(0.9), 0), List.of());
        assertThat(report.saysNothing().orElseThrow()).contains("too few minutes");
    }

    private static WireDistinguisher.Report report(Optional<Verdict> quiet, Optional<Verdict> loud) {
        return new WireDistinguisher.Report(
                WireDistinguisher.Options.usual(8, 20), found(quiet, 50), found(loud, 50), List.of());
    }

    private static WireDistinguisher.Found found(Optional<Verdict> verdict, int texts) {
        return new WireDistinguisher.Found(verdict, new Follower(texts, 0, 0), 0);
    }

    private static Optional<Verdict> verdict(double auc) {
        return Optional.of(new Verdict(auc, 0.01, auc, 0.01, 100, 100, List.of()));
    }
}
