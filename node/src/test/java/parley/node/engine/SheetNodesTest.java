package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Result;
import parley.node.desk.Asking;
import parley.node.desk.RoomRef;
import parley.node.desk.Sheets;
import parley.node.desk.Sheets.IssueScores;
import parley.node.desk.Sheets.Scores;
import parley.node.desk.Sheets.SheetView;
import parley.talks.message.Direction;
import parley.talks.sheet.SheetIssue;

/** A sheet between two nodes and a real relay: both read it, and neither learns what anything is worth to the other. */
final class SheetNodesTest {
    private static final List<SheetIssue> ISSUES = List.of(
            new SheetIssue("Line", List.of("as it is", "moved")), new SheetIssue("Water", List.of("half", "a third")));
    /** Scores that occur in no other bytes. */
    private static final long CANARY = 918_273;

    @TempDir
    private Path folder;

    private TestTable talks;
    private TestNode oman;
    private TestNode iran;
    private RoomRef room;

    @BeforeEach
    void aCaucus() {
        talks = new TestTable(folder);
        oman = new TestNode(folder.resolve("oman"));
        iran = new TestNode(folder.resolve("iran"));
        room = talks.caucus(oman, iran);
    }

    @AfterEach
    void end() throws Exception {
        oman.close();
        iran.close();
        talks.close();
    }

    @Test
    void both_read_the_sheet_and_the_packages_and_each_only_its_own_scores() {
        SheetView seen = drawnAndScored();
        oman.desk()
                .sheets()
                .put(room, new Sheets.Putting(seen.version().orElseThrow().id(), List.of(1, 0)))
                .orThrow();
        SheetView own = iran.await(
                "a package",
                desk -> Optional.of(desk.sheets().sheet(room))
                        .filter(view -> !view.offers().isEmpty()));
        assertThat(own.version().orElseThrow().issues()).isEqualTo(ISSUES);
        assertThat(own.offers().getFirst().worth()).contains(CANARY + 1);
        SheetView others = oman.await(
                "its own package",
                desk -> Optional.of(desk.sheets().sheet(room))
                        .filter(view -> !view.offers().isEmpty()));
        assertThat(others.scores()).isEmpty();
        assertThat(others.offers().getFirst().worth()).isEmpty();
        assertThat(own.scores().orElseThrow().toString()).doesNotContain(String.valueOf(CANARY));
        assertThat(oman.lines(room).toString()).doesNotContain(String.valueOf(CANARY));
    }

    @Test
    void scores_outlive_a_restart_and_fit_no_later_version() throws Exception {
        SheetView seen = drawnAndScored();
        iran.restart();
        assertThat(iran.desk().sheets().sheet(room).scores()).isPresent();
        iran.desk()
                .sheets()
                .draw(room, new Sheets.Drawing(seen.version().map(Sheets.Version::id), "en", Direction.LTR, ISSUES))
                .orThrow();
        SheetView second = iran.await(
                "version 2",
                desk -> Optional.of(desk.sheets().sheet(room))
                        .filter(view -> view.version().orElseThrow().number() == 2));
        assertThat(second.scores()).isEmpty();
        assertThat(second.scoredAnother()).isTrue();
        assertThat(TestTable.keyOf(iran.desk().sheets().score(room, scores(seen))))
                .isEqualTo("sheet.changed");
    }

    @Test
    void answers_to_questions_outlive_a_restart_and_come_to_scores_and_fit_no_later_version() throws Exception {
        SheetView seen = drawnAndScored();
        Hash id = seen.version().orElseThrow().id();
        List<List<Long>> answers =
                List.of(List.of(0L, 100L), List.of(100L, 0L), List.of(100L, 50L), List.of(), List.of(30L));
        assertThat(iran.desk().asking().asking(room).question()).contains(new Asking.Question.Options(0));
        for (int before = 0; before < answers.size(); before++) {
            answer(id, before, answers.get(before)).orThrow();
            if (before == 1) {
                iran.restart();
            }
        }
        assertThat(iran.desk().asking().asking(room).came().orElseThrow().scores())
                .isEqualTo(new Scores(id, List.of(points(0, 667), points(333, 0)), 300));
        assertThat(iran.desk().sheets().sheet(room).scores())
                .as("what comes of them is kept only when its reader keeps it")
                .contains(scores(seen));
        assertThat(oman.desk().asking().asking(room).answered())
                .as("the other node has its own")
                .isZero();
        assertThat(TestTable.keyOf(answer(id, 2, List.of(100L, 50L))))
                .as("an old form")
                .isEqualTo("wants.changed");
        iran.desk().asking().back(room).orThrow();
        assertThat(iran.desk().asking().asking(room).answered()).isEqualTo(4);
        iran.desk()
                .sheets()
                .draw(room, new Sheets.Drawing(Optional.of(id), "en", Direction.LTR, ISSUES))
                .orThrow();
        iran.await(
                "version 2",
                desk -> Optional.of(desk.sheets().sheet(room))
                        .filter(view -> view.version().orElseThrow().number() == 2));
        assertThat(iran.desk().asking().asking(room).answered())
                .as("of another version")
                .isZero();
        assertThat(TestTable.keyOf(answer(id, 0, List.of(0L, 100L)))).isEqualTo("wants.changed");
    }

    @Test
    void what_was_drawn_or_put_and_has_no_place_yet_is_said_to_be_on_its_way() throws IOException {
        SheetView seen = drawnAndScored();
        Optional<Hash> id = seen.version().map(Sheets.Version::id);
        int port = talks.relay().port();
        talks.stopRelay();
        iran.desk()
                .sheets()
                .put(room, new Sheets.Putting(id.orElseThrow(), List.of(0, 0)))
                .orThrow();
        iran.desk().sheets().share(room).orThrow();
        iran.desk()
                .sheets()
                .draw(room, new Sheets.Drawing(id, "en", Direction.LTR, ISSUES))
                .orThrow();
        SheetView waiting = iran.desk().sheets().sheet(room);
        assertThat(waiting.unsent()).containsExactly(Sheets.Act.TABLED, Sheets.Act.SHARED, Sheets.Act.DRAWN);
        assertThat(waiting.version().map(Sheets.Version::id)).as("until then").isEqualTo(id);
        assertThat(oman.desk().sheets().sheet(room).unsent())
                .as("of others nothing is known")
                .isEmpty();
        talks.startRelayAgain(port);
        SheetView placed = iran.await(
                "version 2",
                desk -> Optional.of(desk.sheets().sheet(room))
                        .filter(view -> view.version().orElseThrow().number() == 2));
        assertThat(placed.unsent()).isEmpty();
    }

    private Result<Ok> answer(Hash sheet, int before, List<Long> numbers) {
        return iran.desk().asking().answer(room, new Asking.Answer(sheet, before, numbers));
    }

    @Test
    void scores_stand_in_no_file_of_anybody_unsealed() throws IOException {
        drawnAndScored();
        byte[] big = new byte[8];
        java.nio.ByteBuffer.wrap(big).putLong(CANARY);
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertThat(bytes.contains(new String(big, StandardCharsets.ISO_8859_1)))
                        .as("the number in %s", file)
                        .isFalse();
                assertThat(bytes.contains(String.valueOf(CANARY)))
                        .as("its digits in %s", file)
                        .isFalse();
            }
        }
    }

    @Test
    void what_cannot_be_scored_or_drawn_is_refused_with_a_reason() {
        SheetView seen = drawnAndScored();
        var id = seen.version().orElseThrow().id();
        assertThat(TestTable.keyOf(iran.desk().sheets().score(room, new Scores(id, List.of(points(1, 2)), 0))))
                .isEqualTo("sheet.scores-missing");
        assertThat(TestTable.keyOf(iran.desk()
                        .sheets()
                        .score(room, new Scores(id, List.of(points(1, 2), points(-1, 0)), 0))))
                .isEqualTo("sheet.points");
        assertThat(TestTable.keyOf(iran.desk()
                        .sheets()
                        .draw(
                                room,
                                new Sheets.Drawing(
                                        Optional.of(id),
                                        "en",
                                        Direction.LTR,
                                        List.of(new SheetIssue("Line", List.of("moved", "m\u043eved")))))))
                .as("a Cyrillic letter")
                .isEqualTo("sheet.look-alike");
    }

    private SheetView drawnAndScored() {
        oman.desk()
                .sheets()
                .draw(room, new Sheets.Drawing(Optional.empty(), "en", Direction.LTR, ISSUES))
                .orThrow();
        SheetView seen = iran.await(
                "the sheet",
                desk -> Optional.of(desk.sheets().sheet(room))
                        .filter(view -> view.version().isPresent()));
        oman.awaitTrue(
                "its own sheet", desk -> desk.sheets().sheet(room).version().isPresent());
        iran.desk().sheets().score(room, scores(seen)).orThrow();
        return seen;
    }

    private static Scores scores(SheetView seen) {
        return new Scores(seen.version().orElseThrow().id(), List.of(points(0, CANARY), points(1, 0)), 7);
    }

    private static IssueScores points(long first, long second) {
        return new IssueScores(List.of(first, second));
    }
}
