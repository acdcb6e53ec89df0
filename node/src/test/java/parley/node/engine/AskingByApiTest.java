package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Hash;
import parley.base.Refusal;
import parley.node.api.Answer;
import parley.node.api.Api;
import parley.node.api.ApiJson;
import parley.node.api.Call;
import parley.node.api.Problem;
import parley.node.desk.Asking;
import parley.node.desk.RoomRef;
import parley.node.desk.Sheets;
import parley.node.desk.Sheets.IssueScores;
import parley.node.desk.Sheets.Scores;
import parley.talks.message.Direction;
import parley.talks.sheet.SheetIssue;

/** A program asks one's own side what it wants, through the JSON API of a real node. */
final class AskingByApiTest {
    private static final List<SheetIssue> ISSUES = List.of(
            new SheetIssue("Line", List.of("as it is", "moved")), new SheetIssue("Water", List.of("half", "a third")));

    @TempDir
    private Path folder;

    private TestTable talks;
    private TestNode oman;
    private TestNode iran;
    private RoomRef room;
    private Hash sheet;

    @BeforeEach
    void aSheetInACaucus() {
        talks = new TestTable(folder);
        oman = new TestNode(folder.resolve("oman"));
        iran = new TestNode(folder.resolve("iran"));
        room = talks.caucus(oman, iran);
        oman.desk()
                .sheets()
                .draw(room, new Sheets.Drawing(Optional.empty(), "en", Direction.LTR, ISSUES))
                .orThrow();
        sheet = standing(iran);
        assertThat(standing(oman)).isEqualTo(sheet);
    }

    private Hash standing(TestNode node) {
        return node.await("the sheet", desk -> desk.sheets().sheet(room).version())
                .id();
    }

    @AfterEach
    void end() throws Exception {
        oman.close();
        iran.close();
        talks.close();
    }

    @Test
    void questions_are_answered_taken_back_and_come_to_scores_that_count_only_when_they_are_kept() {
        assertThat(asking(iran).question()).contains(new Asking.Question.Options(0));
        List<List<Long>> answers =
                List.of(List.of(0L, 100L), List.of(100L, 0L), List.of(100L, 50L), List.of(0L), List.of(30L));
        for (int before = 0; before < 4; before++) {
            assertThat(said(iran, before, answers.get(before))).isEqualTo("done");
        }
        assertThat(asking(iran).question().orElseThrow()).isInstanceOf(Asking.Question.Walking.class);
        assertThat(call(iran, "POST", "/back", "")).isEqualTo("done");
        assertThat(asking(iran).question().orElseThrow()).isInstanceOf(Asking.Question.Swap.class);
        assertThat(said(iran, 3, List.of())).as("a trade left out").isEqualTo("done");
        assertThat(said(iran, 4, answers.getLast())).isEqualTo("done");

        Scores came = asking(iran).came().orElseThrow().scores();
        assertThat(came).isEqualTo(new Scores(sheet, List.of(points(0, 667), points(333, 0)), 300));
        assertThat(iran.desk().sheets().sheet(room).scores()).isEmpty();
        Answer kept = new Api(iran.node().gate(), Refusal::key)
                .answer(new Call(
                        "POST", path(room) + "/sheet/scores", Map.of(), new ByteArrayInputStream(ApiJson.write(came))));
        assertThat(kept.status()).isEqualTo(Answer.NOTHING);
        assertThat(iran.desk().sheets().sheet(room).scores()).contains(came);

        assertThat(call(iran, "DELETE", "", "")).isEqualTo("done");
        assertThat(asking(iran).answered()).isZero();
        assertThat(iran.desk().sheets().sheet(room).scores())
                .as("what was kept stays")
                .contains(came);
    }

    @Test
    void what_answers_no_question_that_stands_is_refused_and_changes_nothing() {
        assertThat(said(iran, 1, List.of(0L, 100L))).as("another question").isEqualTo("wants.changed");
        assertThat(call(iran, "POST", "", body(Hash.of("another sheet").toHex(), "0", "[0,100]")))
                .isEqualTo("wants.changed");
        assertThat(said(iran, 0, List.of())).as("not to be left out").isEqualTo("wants.not-one-each");
        assertThat(said(iran, 0, List.of(0L, 50L))).isEqualTo("wants.no-best-or-worst");
        assertThat(said(iran, 0, List.of(0L, -1L))).isEqualTo("wants.not-one-each");
        assertThat(said(iran, 0, List.of(0L, 100L, 100L))).isEqualTo("wants.not-one-each");
        for (String numbers : List.of("7", "null", "[null]", "[\"0\",\"100\"]", "[0.5,100]", "[[0,100]]", "[1e99]")) {
            assertThat(call(iran, "POST", "", body(sheet.toHex(), "0", numbers)))
                    .as(numbers)
                    .isEqualTo("api.malformed");
        }
        assertThat(call(iran, "POST", "", body(sheet.toHex(), "null", "[0,100]")))
                .isEqualTo("api.malformed");
        assertThat(call(iran, "POST", "", "{\"sheet\":\"" + sheet.toHex() + "\",\"numbers\":[0,100]}"))
                .isEqualTo("api.malformed");
        assertThat(call(iran, "POST", "/back", "")).as("nothing to take back").isEqualTo("done");
        assertThat(asking(iran).answered()).isZero();
    }

    @Test
    void nobody_is_asked_in_a_room_that_is_none_or_who_has_no_side() {
        assertThat(asking(oman)).isEqualTo(Asking.AskingView.NONE);
        assertThat(said(oman, 0, List.of(0L, 100L))).isEqualTo("wants.no-side");
        assertThat(call(oman, "POST", "/back", "")).isEqualTo("wants.no-side");
        assertThat(call(oman, "DELETE", "", "")).isEqualTo("wants.no-side");
        RoomRef foreign = new RoomRef(room.table(), new parley.base.RoomId(Hash.of("no room of this node")));
        assertThat(asking(iran, foreign)).isEqualTo(Asking.AskingView.NONE);
        assertThat(call(iran, foreign, "POST", "", body(sheet.toHex(), "0", "[0,100]")))
                .isEqualTo("room.unknown");
        assertThat(call(iran, foreign, "POST", "/back", "")).isEqualTo("room.unknown");
        assertThat(call(iran, foreign, "DELETE", "", "")).isEqualTo("room.unknown");
        assertThat(asking(iran).answered()).isZero();
    }

    // ---- The API

    private Asking.AskingView asking(TestNode node) {
        return asking(node, room);
    }

    private static Asking.AskingView asking(TestNode node, RoomRef in) {
        Answer answer = new Api(node.node().gate(), Refusal::key).answer(Call.get(path(in) + "/sheet/asked"));
        return (Asking.AskingView) ((Answer.Value) answer).value();
    }

    private String said(TestNode node, int before, List<Long> numbers) {
        return call(
                node,
                "POST",
                "",
                new String(ApiJson.write(new Asking.Answer(sheet, before, numbers)), StandardCharsets.UTF_8));
    }

    private String call(TestNode node, String method, String route, String body) {
        return call(node, room, method, route, body);
    }

    private static String call(TestNode node, RoomRef in, String method, String route, String body) {
        Answer answer = new Api(node.node().gate(), Refusal::key)
                .answer(new Call(
                        method,
                        path(in) + "/sheet/asked" + route,
                        Map.of(),
                        new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))));
        return answer instanceof Answer.Value(int _, Problem problem) ? problem.key() : "done";
    }

    private static String path(RoomRef room) {
        return "/api/v1/tables/" + room.table().toHex() + "/rooms/"
                + room.room().toHex();
    }

    private static String body(String sheet, String answered, String numbers) {
        return "{\"sheet\":\"" + sheet + "\",\"answered\":" + answered + ",\"numbers\":" + numbers + "}";
    }

    private static IssueScores points(long first, long second) {
        return new IssueScores(List.of(first, second));
    }
}
