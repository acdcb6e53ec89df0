package parley.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.base.Hash;
import parley.base.Role;

@DisplayName("The pages that ask a side what it wants")
class AskedPagesTest extends SignedIn {
    private static final String SHEET = Visit.room(FakeDesk.CAUCUS_IRAN) + "/sheet";
    private static final String ASKED = SHEET + "/asked";

    @BeforeEach
    void answered() {
        FakeAsking.answered(visit.gate.desk);
    }

    @Test
    @DisplayName("lead by form alone from the first question to scores that can be kept")
    void wholeWay() throws IOException {
        assertThat(visit.get(SHEET + "/scores").body()).contains("/sheet/asked\"");
        answer(0, "n0", "0", "n1", "60", "n2", "100");
        answer(1, "n0", "100", "n1", "0");
        answer(2, "n0", "0", "n1", "30", "n2", "100");
        assertThat(text(visit.get(SHEET + "/scores").body())).contains("Go on: question 4 of at most 10");
        assertThat(text(visit.get(ASKED).body())).contains("From “as it is” to “the ridge”");
        answer(3, "n0", "100", "n1", "40", "n2", "60");
        assertThat(text(visit.get(ASKED).body())).contains("You give", "You get");
        answer(4, "n0", "1");
        answer(5, "skip", "yes");
        answer(6, "skip", "yes");
        answer(7, "n0", "45");
        assertThat(visit.gate.desk.acts)
                .containsExactly(
                        "answer [0, 60, 100]",
                        "answer [100, 0]",
                        "answer [0, 30, 100]",
                        "answer [100, 40, 60]",
                        "answer [1]",
                        "answer []",
                        "answer []",
                        "answer [45]");
        String body = visit.get(ASKED).body();
        assertThat(body).contains("action=\"", "/sheet/scores\"");
        assertThat(value(body, "s0-1")).as("0.6 of 100 of 200").isEqualTo("300");
        assertThat(value(body, "s0-2")).isEqualTo("500");
        assertThat(value(body, "s1-0")).isEqualTo("200");
        assertThat(value(body, "reservation")).isEqualTo("450");
        assertThat(text(visit.get(SHEET + "/scores").body())).contains("See what comes of your answers");
    }

    @Test
    @DisplayName("rank packages by the place of each, and show where an answer and the numbers do not agree")
    void ranked() throws IOException {
        FakeAsking.answered(visit.gate.desk, FakeAsking.NUMBERS, FakeAsking.TRADED);
        answer(6, "n0", "1", "n1", "4", "n2", "2", "n3", "3");
        assertThat(visit.gate.desk.acts).containsExactly("answer [0, 3, 1, 2]");
        assertThat(text(visit.get(ASKED).body()))
                .contains("Some of your answers do not agree", "You put one package before another");
        answer(7, "n0", "1");
        assertThat(visit.gate.desk.acts).endsWith("answer [1]");
    }

    @Test
    @DisplayName("refuse what is no answer, keep what was typed, and say what is missing")
    void refused() throws IOException {
        Raw.Answer answer = visit.post(ASKED, form(0, "n0", "0", "n1", "much", "n2", "100"));
        assertThat(answer.status()).isEqualTo(409);
        assertThat(text(answer.body())).contains("Each needs a whole number from 0 to 100.");
        assertThat(value(answer.body(), "n1")).isEqualTo("much");
        assertThat(text(visit.post(ASKED, form(0, "n0", "5", "n1", "50", "n2", "100"))
                        .body()))
                .contains("The best needs 100 and the worst 0");
        assertThat(text(visit.post(ASKED, form(0, "skip", "yes")).body())).contains("Each needs a whole number");
        FakeAsking.answered(visit.gate.desk, FakeAsking.NUMBERS);
        assertThat(text(visit.post(ASKED, form(4)).body())).contains("No answer was chosen.");
        FakeAsking.answered(visit.gate.desk, FakeAsking.NUMBERS, FakeAsking.TRADED);
        assertThat(text(visit.post(ASKED, form(6, "n0", "1", "n1", "1", "n2", "2", "n3", "3"))
                        .body()))
                .contains("Each package needs a place of its own.");
        assertThat(visit.gate.desk.acts).isEmpty();
    }

    @Test
    @DisplayName("take no form for another question than the one on the screen, nor for another sheet")
    void stale() throws IOException {
        FakeAsking.answered(visit.gate.desk, FakeAsking.NUMBERS.subList(0, 1));
        assertThat(visit.post(ASKED, form(0, "n0", "0", "n1", "100")).status()).isEqualTo(409);
        assertThat(visit.post(ASKED, "sheet", Hash.of("another").toHex(), "answered", "1", "n0", "0", "n1", "100")
                        .status())
                .isEqualTo(409);
        assertThat(visit.gate.desk.acts).isEmpty();
    }

    @Test
    @DisplayName("take back the last answer, and forget all")
    void back() throws IOException {
        FakeAsking.answered(visit.gate.desk, FakeAsking.NUMBERS);
        assertThat(visit.post(ASKED + "/back").status()).isEqualTo(303);
        assertThat(text(visit.get(ASKED).body())).contains("How much does each of these matter?");
        assertThat(visit.post(ASKED + "/anew").status()).isEqualTo(303);
        assertThat(text(visit.get(ASKED).body())).contains("Line of withdrawal: how good is each of these for you?");
        assertThat(visit.gate.desk.acts).containsExactly("take back", "forget answers");
        assertThat(visit.gate.desk.answers).isEqualTo(List.of());
    }

    @Test
    @DisplayName("ask no mediator: it has no side")
    void mediator() throws IOException {
        visit.gate.desk.ownRole = Role.MEDIATOR;
        assertThat(visit.get(ASKED).status()).isEqualTo(303);
        assertThat(visit.get(SHEET + "/scores").body()).doesNotContain("/sheet/asked\"");
    }

    private void answer(int before, String... fields) throws IOException {
        Raw.Answer answer = visit.post(ASKED, form(before, fields));
        assertThat(answer.status())
                .as("question %d: %s", before, text(answer.body()))
                .isEqualTo(303);
        assertThat(answer.header("location")).endsWith("/sheet/asked");
    }

    private static String[] form(int before, String... fields) {
        String[] all = new String[fields.length + 4];
        all[0] = "sheet";
        all[1] = FakeSheets.SHEET.toHex();
        all[2] = "answered";
        all[3] = String.valueOf(before);
        System.arraycopy(fields, 0, all, 4, fields.length);
        return all;
    }

    private static String value(String body, String field) {
        Matcher found = Pattern.compile("name=\"" + field + "\"[^>]* value=\"([^\"]*)\"")
                .matcher(body);
        assertThat(found.find()).as(field).isTrue();
        return found.group(1);
    }

    /** What is read of it: no tags, no marks of direction, one space. */
    private static String text(String html) {
        return html.replaceAll("<[^>]*>", "")
                .replaceAll("[\\u2066-\\u2069\\u200e\\u200f]", "")
                .replaceAll("\\s+", " ");
    }
}
