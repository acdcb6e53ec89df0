package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.Role;
import parley.node.desk.Bargaining;
import parley.node.desk.Bargaining.Asked;
import parley.node.desk.Bargaining.Side;
import parley.node.desk.Bargaining.Source;
import parley.node.desk.Bargaining.SpaceView;
import parley.node.desk.Bargaining.State;
import parley.node.desk.RoomRef;
import parley.node.desk.Sheets;
import parley.node.desk.Sheets.IssueScores;
import parley.node.desk.Sheets.Scores;
import parley.node.desk.Sheets.SheetView;
import parley.talks.message.Direction;
import parley.talks.sheet.SheetIssue;

/** The space that a node counts: from whose scores, of which version, and that nothing of it leaves the vault. */
@Tag("wide")
class BargainingNodesTest extends TwoCaucuses {
    private static final List<SheetIssue> ISSUES = List.of(
            new SheetIssue("Line", List.of("as it is", "moved")), new SheetIssue("Water", List.of("half", "a third")));
    /** An estimate that occurs in no other bytes. */
    private static final long CANARY = 817_263;

    @BeforeEach
    void aSheet() {
        oman.desk()
                .sheets()
                .draw(withIran, new Sheets.Drawing(Optional.empty(), "en", Direction.LTR, ISSUES))
                .orThrow();
        sheetAt(iran);
    }

    @Test
    void a_party_counts_with_its_own_scores_and_what_it_believes_of_others() {
        assertThat(space(iran).state()).isEqualTo(State.TOO_FEW_SCORES);
        assertThat(space(iran).sides()).extracting(Side::name).containsExactly("Iran", "");
        iran.desk().sheets().score(withIran, scores(iran, 0, 50, 20, 0, 30)).orThrow();
        assertThat(space(iran).state()).isEqualTo(State.TOO_FEW_SCORES);
        assertThat(TestTable.keyOf(
                        iran.desk().bargaining().estimate(withIran, self(iran), scores(iran, 1, 1, 1, 1, 1))))
                .as("of one's own side there are scores, not estimates")
                .isEqualTo("bargain.no-such-side");
        assertThat(TestTable.keyOf(iran.desk()
                        .bargaining()
                        .estimate(withIran, new PrincipalId(Hash.of("nobody")), scores(iran, 1, 1, 1, 1, 1))))
                .isEqualTo("bargain.no-such-side");
        assertThat(TestTable.keyOf(
                        iran.desk().bargaining().estimate(withIran, self(oman), scores(iran, 1, 1, 1, 1, 1))))
                .as("a mediator is no side")
                .isEqualTo("bargain.no-such-side");
        iran.desk()
                .bargaining()
                .estimate(withIran, Bargaining.NOT_INTRODUCED, scores(iran, 60, 0, 0, 25, 10))
                .orThrow();
        assertThat(space(iran).state()).isEqualTo(State.COUNTED);
        assertThat(space(iran).counted()).extracting(Side::source).containsExactly(Source.OWN, Source.ESTIMATED);
    }

    @Test
    void a_mediator_counts_with_what_it_believes_of_both_and_nobody_else_learns_of_it() throws Exception {
        estimateBoth();
        SpaceView view = space(oman);
        assertThat(view.state()).isEqualTo(State.COUNTED);
        assertThat(view.counted()).extracting(Side::source).containsExactly(Source.ESTIMATED, Source.ESTIMATED);
        assertThat(view.space().orElseThrow().packages()).isEqualTo("4");
        assertThat(space(iran).sides()).allMatch(side -> side.scores().isEmpty());
        oman.restart();
        assertThat(space(oman).state()).as("after a restart").isEqualTo(State.COUNTED);
        assertThat(space(oman).space()).isEqualTo(view.space());
        oman.desk().bargaining().forget(withIran, side(oman, "Iran").id()).orThrow();
        assertThat(space(oman).state()).isEqualTo(State.TOO_FEW_SCORES);
    }

    @Test
    void a_mediator_counts_with_what_each_party_shared_in_its_own_caucus_and_no_party_learns_of_the_other() {
        oman.desk()
                .sheets()
                .draw(withIsrael, new Sheets.Drawing(Optional.empty(), "en", Direction.LTR, ISSUES))
                .orThrow();
        share(iran, withIran, 0, CANARY, 20, 0, 30);
        oman.await(
                "Iran's scores",
                desk -> Optional.of(desk.bargaining()
                                .space(withIran, Asked.NOTHING_MORE)
                                .orThrow())
                        .filter(view -> view.counted().size() == 1));
        assertThat(space(oman).state()).isEqualTo(State.TOO_FEW_SCORES);
        share(israel, withIsrael, 60, 0, 0, 25, 10);
        SpaceView view = oman.await(
                "both scores",
                desk -> Optional.of(desk.bargaining()
                                .space(withIran, Asked.NOTHING_MORE)
                                .orThrow())
                        .filter(one -> one.state() == State.COUNTED));
        assertThat(view.counted()).extracting(Side::source).containsOnly(Source.SHARED);
        assertThat(space(oman, withIsrael, Asked.NOTHING_MORE).space())
                .as("the same from either caucus")
                .isEqualTo(view.space());
        assertThat(space(iran).counted()).extracting(Side::own).containsExactly(true);
        assertThat(space(israel, withIsrael, Asked.NOTHING_MORE).counted())
                .extracting(Side::own)
                .containsExactly(true);
        oman.desk()
                .bargaining()
                .estimate(withIran, side(oman, "Iran").id(), scores(oman, 1, 2, 3, 4, 5))
                .orThrow();
        assertThat(side(oman, "Iran").source())
                .as("one's own doubts come first")
                .isEqualTo(Source.ESTIMATED);
    }

    @Test
    void nothing_is_shared_that_was_not_scored_and_a_mediator_has_no_scores() {
        assertThat(TestTable.keyOf(iran.desk().sheets().share(withIran))).isEqualTo("sheet.scores-missing");
        assertThat(TestTable.keyOf(oman.desk().sheets().score(withIran, scores(oman, 1, 2, 3, 4, 5))))
                .isEqualTo("wants.no-side");
        assertThat(TestTable.keyOf(oman.desk().sheets().share(withIran))).isEqualTo("sheet.scores-missing");
        assertThat(oman.desk().sheets().sheet(withIran).mayShare()).isFalse();
        assertThat(iran.desk().sheets().sheet(withIran).mayShare()).isTrue();
    }

    private void share(TestNode party, RoomRef caucus, long a, long b, long c, long d, long reservation) {
        Hash version = party.await(
                        "the sheet", desk -> desk.sheets().sheet(caucus).version())
                .id();
        party.desk()
                .sheets()
                .score(
                        caucus,
                        new Scores(
                                version,
                                List.of(new IssueScores(List.of(a, b)), new IssueScores(List.of(c, d))),
                                reservation))
                .orThrow();
        party.desk().sheets().share(caucus).orThrow();
    }

    @Test
    void estimates_stand_in_no_file_of_anybody_unsealed_and_in_no_file_of_another() throws IOException {
        estimateBoth();
        String bytes = new String(ByteBuffer.allocate(8).putLong(CANARY).array(), StandardCharsets.ISO_8859_1);
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                assertThat(content.contains(bytes) || content.contains(String.valueOf(CANARY)))
                        .as("the number in %s", file)
                        .isFalse();
            }
        }
    }

    @Test
    void a_judged_package_and_a_drawing_anew_are_counted_of_what_stands() {
        estimateBoth();
        SheetView sheet = oman.desk().sheets().sheet(withIran);
        oman.desk()
                .sheets()
                .put(withIran, new Sheets.Putting(sheet.version().orElseThrow().id(), List.of(0, 0)))
                .orThrow();
        SheetView offered = oman.await(
                "the package",
                desk -> Optional.of(desk.sheets().sheet(withIran))
                        .filter(view -> !view.offers().isEmpty()));
        Hash offer = offered.offers().getFirst().id();
        SpaceView judged = space(oman, withIran, new Asked(Optional.of(offer), Optional.empty(), true));
        assertThat(judged.space().orElseThrow().judged()).isPresent();
        assertThat(judged.space().orElseThrow().sensitivity()).isNotEmpty();
        oman.desk()
                .sheets()
                .draw(
                        withIran,
                        new Sheets.Drawing(sheet.version().map(Sheets.Version::id), "en", Direction.LTR, ISSUES))
                .orThrow();
        oman.await(
                "version 2",
                desk -> Optional.of(desk.sheets().sheet(withIran))
                        .filter(view -> view.version().orElseThrow().number() == 2));
        assertThat(space(oman, withIran, new Asked(Optional.of(offer), Optional.empty(), false))
                        .state())
                .as("estimates of another version count for nothing")
                .isEqualTo(State.TOO_FEW_SCORES);
    }

    @Test
    void a_draft_is_judged_and_nobody_else_learns_of_it() {
        estimateBoth();
        Hash sheet =
                oman.desk().sheets().sheet(withIran).version().orElseThrow().id();
        Bargaining.Space space =
                space(oman, withIran, drafted(sheet, 1, 0)).space().orElseThrow();
        Bargaining.Judged judged = space.judged().orElseThrow();
        assertThat(judged.offer()).isEmpty();
        assertThat(judged.point().worth()).containsExactly(CANARY + 20, 0L);
        assertThat(space.offers()).isEmpty();
        assertThat(oman.desk().sheets().sheet(withIran).offers()).isEmpty();
        assertThat(oman.desk().sheets().sheet(withIran).unsent()).isEmpty();
    }

    @Test
    void a_draft_that_is_no_package_of_the_sheet_as_it_stands_is_refused() {
        estimateBoth();
        Hash sheet =
                oman.desk().sheets().sheet(withIran).version().orElseThrow().id();
        assertThat(TestTable.keyOf(spaceOf(sheet, 1))).as("an issue is missing").isEqualTo("sheet.no-package");
        assertThat(TestTable.keyOf(spaceOf(sheet, 1, 0, 0))).as("one too many").isEqualTo("sheet.no-package");
        assertThat(TestTable.keyOf(spaceOf(sheet, 2, 0))).as("no such option").isEqualTo("sheet.no-package");
        assertThat(TestTable.keyOf(spaceOf(sheet, 0, -1))).isEqualTo("sheet.no-package");
        assertThat(TestTable.keyOf(spaceOf(Hash.of("another version"), 1, 0))).isEqualTo("sheet.changed");
    }

    private Result<SpaceView> spaceOf(Hash sheet, Integer... options) {
        return oman.desk().bargaining().space(withIran, drafted(sheet, options));
    }

    private static Asked drafted(Hash sheet, Integer... options) {
        return new Asked(Optional.empty(), Optional.of(new Sheets.Putting(sheet, List.of(options))), false);
    }

    @Test
    void a_long_count_of_five_sides_is_stopped_and_what_was_found_is_shown_while_messages_go_on() {
        for (String name : List.of("norway", "qatar", "swiss")) {
            talks.pair(oman, table, "Oman", talks.node(name), name, Role.PARTY);
        }
        // As large as a sheet can be.
        List<SheetIssue> large = IntStream.range(0, 40)
                .mapToObj(issue -> new SheetIssue("Issue " + issue, List.of("one way", "another", "neither")))
                .toList();
        Optional<Hash> before = sheetAt(oman).version().map(Sheets.Version::id);
        oman.desk()
                .sheets()
                .draw(withIran, new Sheets.Drawing(before, "en", Direction.LTR, large))
                .orThrow();
        Hash version = oman.await(
                        "the large sheet",
                        desk -> desk.sheets().sheet(withIran).version().filter(one -> one.number() == 2))
                .id();
        Random random = new Random(5);
        List<Side> sides = oman.await(
                "five parties",
                desk -> Optional.of(desk.bargaining().sides(withIran).orThrow()).filter(all -> all.size() == 5));
        for (Side side : sides) {
            List<IssueScores> scores = large.stream()
                    .map(_ -> new IssueScores(List.of(
                            (long) random.nextInt(1_000), (long) random.nextInt(1_000), (long) random.nextInt(1_000))))
                    .toList();
            oman.desk()
                    .bargaining()
                    .estimate(withIran, side.id(), new Scores(version, scores, 0))
                    .orThrow();
        }
        // Some sixteen hundred answers about five sides: minutes.
        Asked all = new Asked(Optional.empty(), Optional.empty(), true);
        SpaceView counting = oman.desk().bargaining().space(withIran, all).orThrow();
        assertThat(counting.state()).isEqualTo(State.COUNTING);
        assertThat(counting.space()).isEmpty();
        oman.say(withIran, "Good evening.");
        iran.awaitText(withIran, "Good evening.");

        oman.desk().bargaining().stop(withIran).orThrow();

        SpaceView stopped = oman.await(
                "what was found",
                desk -> Optional.of(desk.bargaining().space(withIran, all).orThrow())
                        .filter(view -> view.state() == State.COUNTED));
        assertThat(stopped.counted()).hasSize(5);
        assertThat(stopped.space().orElseThrow().stopped()).isTrue();
        assertThat(stopped.space().orElseThrow().dots())
                .as("packages to draw even so")
                .hasSize(Bargaining.MOST_DOTS);
        assertThat(stopped.space().orElseThrow().sensitivity())
                .as("not all was tried, and it is said where")
                .anyMatch(hanging -> !hanging.all());
    }

    @Test
    void a_vault_that_cannot_be_read_is_no_table_without_scores() throws Exception {
        estimateBoth();
        oman.onDisk("ALTER TABLE cell RENAME TO away");
        assertThat(TestTable.keyOf(oman.desk().bargaining().sides(withIran))).isEqualTo("vault.failed");
        assertThat(TestTable.keyOf(oman.desk().bargaining().space(withIran, Asked.NOTHING_MORE)))
                .isEqualTo("vault.failed");
        assertThat(TestTable.keyOf(
                        oman.desk().bargaining().estimate(withIran, self(iran), scores(iran, 1, 2, 3, 4, 5))))
                .isEqualTo("vault.failed");
        oman.onDisk("ALTER TABLE away RENAME TO cell");
        assertThat(space(oman).state()).isEqualTo(State.COUNTED);
    }

    private void estimateBoth() {
        SpaceView before = oman.await(
                "both parties",
                desk -> Optional.of(desk.bargaining()
                                .space(withIran, Asked.NOTHING_MORE)
                                .orThrow())
                        .filter(view -> view.sides().size() == 2));
        assertThat(before.state()).isEqualTo(State.TOO_FEW_SCORES);
        oman.desk()
                .bargaining()
                .estimate(withIran, side(oman, "Iran").id(), scores(oman, 0, CANARY, 20, 0, 30))
                .orThrow();
        oman.desk()
                .bargaining()
                .estimate(withIran, side(oman, "Israel").id(), scores(oman, 60, 0, 0, 25, 10))
                .orThrow();
    }

    private SpaceView space(TestNode node) {
        return space(node, withIran, Asked.NOTHING_MORE);
    }

    /** Once it is counted, if there is something to count: the desk waits a moment, and a busy machine needs more. */
    private static SpaceView space(TestNode node, RoomRef room, Asked asked) {
        return node.await(
                "the end of the count",
                desk -> Optional.of(desk.bargaining().space(room, asked).orThrow())
                        .filter(view -> view.state() != State.COUNTING));
    }

    private Side side(TestNode node, String name) {
        return space(node).sides().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private PrincipalId self(TestNode node) {
        return node.desk().tables().table(withIran.table()).orElseThrow().self();
    }

    private SheetView sheetAt(TestNode node) {
        return node.await(
                "the sheet",
                desk -> Optional.of(desk.sheets().sheet(withIran))
                        .filter(view -> view.version().isPresent()));
    }

    private Scores scores(TestNode node, long a, long b, long c, long d, long reservation) {
        return new Scores(
                sheetAt(node).version().orElseThrow().id(),
                List.of(new IssueScores(List.of(a, b)), new IssueScores(List.of(c, d))),
                reservation);
    }
}
