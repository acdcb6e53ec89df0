package parley.node.web;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import parley.node.desk.Line;

@DisplayName("Beside what somebody did in a room stands")
class UnconfirmedLinesTest extends SignedIn {
    private static final String TAG = "Key not yet confirmed";

    static Stream<Line> lines() {
        return Stream.of(
                new Line.Event(0, 1, FakeDesk.NOW, Optional.of(FakeDesk.IRAN), "line.phase-accepted", List.of("Iran")),
                new Line.Passages(
                        0,
                        1,
                        FakeDesk.NOW,
                        FakeDesk.IRAN,
                        "Iran",
                        false,
                        "line.convey-marked",
                        List.of("Iran"),
                        List.of(),
                        Optional.empty(),
                        false));
    }

    @ParameterizedTest
    @MethodSource("lines")
    @DisplayName("that its author's key isn't confirmed, as long as it isn't")
    void says(Line line) throws IOException {
        List<Line> lines = requireNonNull(visit.gate.desk.lines.get(FakeDesk.CAUCUS_IRAN));
        lines.clear();
        lines.add(line);
        String page = Visit.room(FakeDesk.CAUCUS_IRAN);
        assertThat(visit.get(page).body()).contains("id=\"m0\"").doesNotContain(TAG);

        visit.gate.desk.unconfirmed.add(FakeDesk.IRAN);
        assertThat(visit.get(page).body()).contains(TAG);
    }
}
