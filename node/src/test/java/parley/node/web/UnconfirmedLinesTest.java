package parley.node.web;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parley.node.desk.Line;

@DisplayName("Beside what somebody did in a room stands")
class UnconfirmedLinesTest extends SignedIn {
    private static final String TAG = "Key not yet confirmed";

    /** A kind of line, of somebody whose key was confirmed when it came or wasn't. */
    enum Kind {
        EVENT {
            @Override
            Line line(boolean confirmed) {
                return new Line.Event(
                        0,
                        1,
                        FakeDesk.NOW,
                        Optional.of(FakeDesk.IRAN),
                        "line.phase-accepted",
                        List.of("Iran"),
                        Optional.empty(),
                        confirmed,
                        false);
            }
        },
        PASSAGES {
            @Override
            Line line(boolean confirmed) {
                return new Line.Passages(
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
                        confirmed,
                        false);
            }
        };

        abstract Line line(boolean confirmed);
    }

    private String shown(Line line) throws IOException {
        List<Line> lines = requireNonNull(visit.gate.desk.lines.get(FakeDesk.CAUCUS_IRAN));
        lines.clear();
        lines.add(line);
        String page = visit.get(Visit.room(FakeDesk.CAUCUS_IRAN)).body();
        assertThat(page).contains("id=\"m0\"");
        return page;
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("that its author's key isn't confirmed, as long as it isn't")
    void says(Kind kind) throws IOException {
        visit.gate.desk.unconfirmed.add(FakeDesk.IRAN);
        assertThat(shown(kind.line(false))).contains(TAG);

        visit.gate.desk.unconfirmed.clear();
        assertThat(shown(kind.line(false))).doesNotContain(TAG);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("nothing of a key that its author, renewed since, has now")
    void nothingOfALaterKey(Kind kind) throws IOException {
        visit.gate.desk.unconfirmed.add(FakeDesk.IRAN);
        assertThat(shown(kind.line(true))).doesNotContain(TAG);
    }
}
