package parley.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The page of the bargaining space")
class SpacePagesTest extends SignedIn {
    private static final String SPACE = Visit.room(FakeDesk.CAUCUS_IRAN) + "/sheet/space";
    private static final String JUDGED = SPACE + "?x=0&y=1&offer=" + FakeSheets.FIRST.toHex();

    @BeforeEach
    void withEstimates() {
        FakeBargaining.estimated(visit.gate.desk);
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
    @DisplayName(
            "holds the judged package against any that the reader chooses: a fair one, one on the table, or one of the frontier")
    void against() throws IOException {
        String body = visit.get(JUDGED).body();
        assertThat(part(body, "id=\"against\"", "</select>"))
                .contains("value=\"f0\" selected", "value=\"b0\"", "value=\"e0\"");
        String last = visit.get(JUDGED + "&against=b1").body();
        assertThat(part(last, "id=\"against\"", "</select>")).contains("value=\"b1\" selected");
        assertThat(text(part(last, "id=\"bars-h\"", "</h3>"))).contains("50 / 70");
        assertThat(visit.get(JUDGED + "&against=z9").body())
                .as("what is not there")
                .contains("value=\"f0\" selected");
    }

    @Test
    @DisplayName("shows how to check by adding up that nothing betters a package")
    void certificate() throws IOException {
        String body = visit.get(JUDGED).body();
        assertThat(body).as("of one that is bettered there is none").doesNotContain("id=\"certificate\"");
        compose("1", "0", "2");
        assertThat(text(visit.get(SPACE + "?x=0&y=1&draft=1").body()))
                .contains("To check it by adding up", "Times its points count");
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

    @Test
    @DisplayName("judges a package that is on no table, and leads to the sheet's form with its options chosen")
    void composed() throws IOException {
        assertThat(text(visit.get(SPACE).body())).doesNotContain("Package *");
        Raw.Answer done = compose("1", "0", "2");
        assertThat(done.status()).isEqualTo(303);
        String address = done.header("location").substring(1 + visit.session.length());
        assertThat(address).as("says nothing of the options").isEqualTo(SPACE + "?x=0&y=1&draft=1#judge");
        String body = visit.get(SPACE + "?x=0&y=1&draft=1").body();
        assertThat(text(body))
                .contains("Package * , not on the table 80 45", "Package * is the one that you composed")
                .contains("Package * cannot be bettered for one side without loss to another")
                .contains("Square with * : the package that you composed.");
        assertThat(visit.gate.desk.acts).as("nothing was put").isEmpty();
        String sheet = Visit.room(FakeDesk.CAUCUS_IRAN) + "/sheet";
        assertThat(body).contains("/sheet?draft=1#put\"");
        assertThat(chosen(visit.get(sheet + "?draft=1").body())).containsExactly("1", "0", "2");
        assertThat(chosen(visit.get(sheet).body())).isEmpty();
    }

    @Test
    @DisplayName("refuses an issue without an option, keeps what was chosen, and judges nothing")
    void notComposed() throws IOException {
        Raw.Answer missing = compose("1", "", "2");
        assertThat(missing.status()).isEqualTo(409);
        assertThat(text(missing.body())).contains("A package has one option of every issue of the sheet.");
        assertThat(chosen(missing.body())).containsExactly("1", "2");
        assertThat(text(missing.body())).doesNotContain("Package *");
        assertThat(text(visit.get(SPACE + "?draft=1").body())).doesNotContain("Package *");
        Raw.Answer old = visit.post(SPACE, "sheet", FakeSheets.FIRST.toHex(), "o0", "1", "o1", "0", "o2", "2");
        assertThat(text(old.body())).contains("The sheet has changed since you looked.");
    }

    @Test
    @DisplayName("shows a draft in the room only in which it was composed")
    void ofOneRoom() throws IOException {
        compose("1", "0", "2");
        assertThat(text(visit.get(SPACE + "?draft=1").body())).contains("Package *");
        assertThat(text(visit.get(Visit.room(FakeDesk.PLENARY) + "/sheet/space?draft=1")
                        .body()))
                .contains("Bargaining space")
                .doesNotContain("Package *");
    }

    private Raw.Answer compose(String line, String water, String notice) throws IOException {
        return visit.post(
                SPACE, "sheet", FakeSheets.SHEET.toHex(), "x", "0", "y", "1", "o0", line, "o1", water, "o2", notice);
    }

    /** The values that stand chosen in the form of a package. */
    private static List<String> chosen(String body) {
        return Pattern.compile("<option value=\"([0-9])\" selected>")
                .matcher(part(body, "name=\"o0\"", "</form>"))
                .results()
                .map(found -> found.group(1))
                .toList();
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
