package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import parley.base.Hash;
import parley.cli.settle.AskedText;
import parley.node.bargain.Interview;
import parley.node.desk.Asking;
import parley.node.desk.Sheets;
import parley.talks.message.Direction;
import parley.talks.sheet.SheetIssue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One's own side is asked at the terminal what the node asks on its page, and the same scores come of it. */
final class AskedCommandTest {
    private static final Hash SHEET = Hash.of("sheet");
    private static final InputStream STDIN = System.in;

    private Optional<Interview> interview = Interview.of(SHEET, List.of(3, 2), List.of());
    private Hash drawn = SHEET;
    private final NodeWithARoom node = new NodeWithARoom()
            .answers("/sheet", this::sheet)
            .answers("/sheet/asked", () -> interview.map(Interview::view).orElse(Asking.AskingView.NONE))
            .then(this::acted);

    private Sheets.SheetView sheet() {
        Sheets.Version version = new Sheets.Version(
                drawn,
                1,
                "Oman",
                Optional.empty(),
                "en",
                Direction.LTR,
                List.of(
                        new SheetIssue("Sinai", List.of("all", "half", "none")),
                        new SheetIssue("Rights", List.of("few", "many"))),
                List.of());
        return new Sheets.SheetView(
                true, Optional.of(version), List.of(), Optional.empty(), false, false, List.of(), List.of());
    }

    private void acted(String target, String body) {
        if (target.endsWith("/back")) {
            interview = interview.map(Interview::back);
        } else if (body.isEmpty()) {
            interview = interview.map(Interview::anew);
        } else if (target.endsWith("/asked")) {
            JsonNode answer = JsonMapper.builder().build().readTree(body);
            List<Long> numbers =
                    answer.path("numbers").valueStream().map(JsonNode::asLong).toList();
            assertThat(answer.path("sheet").asString()).isEqualTo(SHEET.toHex());
            assertThat(answer.path("answered").asInt())
                    .isEqualTo(interview.orElseThrow().answers().size());
            interview = interview.map(now -> now.with(numbers).orThrow());
        }
    }

    @AfterEach
    void typedAtTheTerminalAgain() {
        System.setIn(STDIN);
    }

    private String asked(String typed, String... options) throws IOException {
        System.setIn(new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)));
        String[] words = new String[options.length + 1];
        words[0] = "Caucus";
        System.arraycopy(options, 0, words, 1, options.length);
        return node.run(new AskedCommand(), words);
    }

    @Test
    void asks_by_the_names_of_the_sheet_until_all_is_answered_and_tells_what_comes_of_it() throws IOException {
        String said = asked("100 40 0\n0 100\n100 60\n" + "skip\n".repeat(9));
        assertThat(said)
                .contains("Sinai: how good is each of these for you?", "    half", "Rights", "Question 3 of at most")
                .contains("How much each issue counts, of a hundred:", "    Sinai: 63", "--keep keeps the scores");
        assertThat(interview.orElseThrow().view().came()).isPresent();
    }

    @Test
    void keeps_what_was_answered_where_somebody_stops_and_goes_on_there() throws IOException {
        assertThat(asked("100 40 0\nstop\n")).contains("call again to go on");
        assertThat(asked("stop\n")).contains("Question 2 of at most", "Rights: how good");
        assertThat(asked("back\nstop\n")).contains("Question 1 of at most");
    }

    @Test
    void says_what_it_does_not_understand_and_answers_nothing_by_it() throws IOException {
        assertThat(asked("one hundred\n33.5 100 0\nstop\n")).contains("Not understood");
        assertThat(node.acts()).isEmpty();
    }

    @Test
    void an_order_of_packages_names_the_best_first_and_reaches_the_node_as_the_place_of_each() {
        Asking.Question rank = new Asking.Question.Rank(List.of(List.of(0, 0), List.of(1, 1), List.of(2, 1)));
        assertThat(AskedText.numbers(rank, "2 3 1")).contains(List.of(2L, 0L, 1L));
        assertThat(AskedText.numbers(rank, "2 2 1")).isEmpty();
    }

    @Test
    void one_answer_can_be_given_by_a_script_and_taken_back_and_all_forgotten() throws IOException {
        asked("", "--answer", "100 40 0");
        asked("", "--back");
        asked("", "--anew");
        assertThat(node.acts())
                .containsExactly(
                        "POST /sheet/asked {\"sheet\":\"" + SHEET.toHex() + "\",\"answered\":0,\"numbers\":[100,40,0]}",
                        "POST /sheet/asked/back",
                        "DELETE /sheet/asked");
    }

    @Test
    void the_scores_that_came_are_kept_by_saying_so_and_none_before_all_is_answered() throws IOException {
        assertThatThrownBy(() -> asked("", "--keep")).hasMessage("not all questions are answered yet");
        asked("100 40 0\n0 100\n100 60\n" + "skip\n".repeat(9));
        node.acts().clear();
        asked("", "--keep");
        assertThat(node.acts())
                .singleElement()
                .satisfies(act ->
                        assertThat(act).startsWith("POST /sheet/scores {").contains("\"options\":[625,250,0]"));
    }

    @Test
    void no_answer_counts_for_a_sheet_that_came_in_the_place_of_the_one_that_was_shown() {
        drawn = Hash.of("another sheet");
        assertThatThrownBy(() -> asked("100 40 0\n")).hasMessageContaining("another sheet was drawn");
        assertThat(node.acts()).isEmpty();
    }

    @Test
    void says_that_there_is_nothing_to_ask_where_no_sheet_is_or_no_side() {
        interview = Optional.empty();
        assertThatThrownBy(() -> asked("")).hasMessageContaining("nothing to be asked about");
        assertThatThrownBy(() -> asked("", "--answer", "100")).hasMessageContaining("nothing to be asked about");
    }
}
