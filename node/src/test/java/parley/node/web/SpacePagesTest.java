package parley.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The page of the bargaining space")
class SpacePagesTest {
    private static final String SPACE = Visit.room(FakeDesk.CAUCUS_IRAN) + "/sheet/space";
    private static final String JUDGED = SPACE + "?x=0&y=1&offer=" + FakeSheets.FIRST.toHex();

    private Visit visit;

    @BeforeEach
    void signIn() throws IOException {
        visit = Visit.signedIn(FakeGate.open());
        FakeBargaining.estimated(visit.gate.desk);
    }

    @AfterEach
    void stop() {
        visit.close();
    }

    @Test
    @DisplayName("stops a count that takes long, and counts again")
    void stopAndAgain() throws IOException {
        FakeBargaining.counting(visit.gate.desk);
        assertThat(visit.get(SPACE).body()).contains("/sheet/space/stop\"");
        visit.post(SPACE + "/stop", "asked", "?x=0&y=1");
        visit.post(SPACE + "/again");
        assertThat(visit.gate.desk.acts).containsExactly("stop counting", "count again");
        assertThat(visit.get(SPACE).body()).doesNotContain("/sheet/space/stop\"");
    }

    @Test
    @DisplayName(
            "shades what betters the judged package, and has it in a table beside: 60 and 65, 50 and 70, for 50 and 60")
    void judged() throws IOException {
        String body = visit.get(JUDGED).body();
        assertThat(body).contains("<path class=\"better\" d=\"M");
        String better = text(part(body, "id=\"better\"", "</table>"));
        assertThat(better).contains("60 (+10)", "65 (+5)", "50 (0)", "70 (+10)");
        assertThat(better.split("\\(\\+?\\d+\\)", -1))
                .as("two packages for two sides")
                .hasSize(5);
        assertThat(text(visit.get(SPACE).body())).doesNotContain("(+10)");
    }

    @Test
    @DisplayName("calls a side estimated in every figure that rests on an estimate, and none whose scores were shared")
    void estimated() throws IOException {
        assertThat(part(visit.get(JUDGED).body(), "<svg class=\"plot\"", "</svg>"))
                .contains("Iran (estimated)", "Israel (estimated)");
        FakeBargaining.shared(visit.gate.desk);
        assertThat(part(visit.get(JUDGED).body(), "<svg class=\"plot\"", "</svg>"))
                .contains("Iran", "Israel (estimated)")
                .doesNotContain("Iran (estimated)");
    }

    @Test
    @DisplayName("explains shares of a package that somebody would walk away from, and of no other")
    void sharesBeyond() throws IOException {
        String why = "So a share can lie below 0 or above 100 %";
        assertThat(visit.get(JUDGED).body()).doesNotContain(why);
        assertThat(visit.get(SPACE + "?x=0&y=1&offer=" + FakeSheets.SECOND.toHex())
                        .body())
                .contains(why);
    }

    private static String part(String body, String from, String to) {
        int at = body.indexOf(from);
        assertThat(at).as(from).isNotNegative();
        return body.substring(at, body.indexOf(to, at));
    }

    /** What is read of it: no tags, no marks of direction, one space. */
    private static String text(String html) {
        return html.replaceAll("<[^>]*>", " ")
                .replaceAll("[\\u2066-\\u2069\\u200e\\u200f]", "")
                .replaceAll("\\s+", " ")
                .replace("( ", "(")
                .replace(" )", ")");
    }
}
