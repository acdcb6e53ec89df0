package parley.node.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Hash;
import parley.base.Role;
import parley.node.desk.Galleries.Publishing;
import parley.node.desk.Line;
import parley.node.desk.RoomRef;
import parley.node.desk.Suspending.StopView;
import parley.node.desk.Suspending.Stopping;
import parley.node.engine.TestTable;
import parley.talks.convey.Caveat;
import parley.talks.convey.CrossedAs;
import parley.talks.message.Direction;
import parley.talks.message.MessageKind;
import parley.talks.rules.RoomKind;

/** The review of autumn 1999: no single text, a chair between two who hear each other's words only as far as each lets them. */
@Tag("wide")
final class MitchellReviewTest {
    private static final String NAMED = "Somebody could be named on that very day, behind the institutions.";
    private static final String ORDER = "Three acts on a single day, one after another.";

    @TempDir
    private Path folder;

    private Stage stage;
    private Side chair;
    private Side unionists;
    private Side republicans;
    private Side government;
    private RoomRef withUnionists;
    private RoomRef withRepublicans;

    @BeforeEach
    void sit() {
        stage = new Stage(folder, "Chair", "Unionists", "Republicans");
        chair = stage.mediator();
        unionists = stage.side("Unionists");
        republicans = stage.side("Republicans");
        government = stage.invite("Government", Role.GUARANTOR);
        withUnionists = stage.caucus("Unionists");
        withRepublicans = stage.caucus("Republicans");
    }

    @AfterEach
    void leave() throws Exception {
        stage.close();
    }

    @Test
    void review_1_all_read_the_same_principles_and_outsiders_one_published_note() throws Exception {
        RoomRef plenary =
                stage.found("The review", RoomKind.PLENARY, Stage.VOUCHED, "Unionists", "Republicans", "Government");
        String principles = "Three principles and nothing beside them.";
        chair.say(plenary, principles);
        for (Side side : List.of(unionists, republicans, government)) {
            assertThat(side.node().awaitText(plenary, principles).reference())
                    .isEqualTo(chair.node().awaitText(plenary, principles).reference());
            assertThat(side.desk().rooms().room(plenary).orElseThrow().rules())
                    .isEqualTo(chair.desk().rooms().room(plenary).orElseThrow().rules());
        }
        Side outsiders = stage.invite("Opponents", Role.SUPPORTER);
        RoomRef gallery = stage.found("Notes", RoomKind.GALLERY, Stage.VOUCHED, "Opponents");
        chair.desk()
                .galleries()
                .publish(gallery, new Publishing("Note", "A review is held.", "en", Direction.LTR, 0))
                .orThrow();
        outsiders
                .node()
                .awaitTrue(
                        "the note",
                        desk -> !desk.galleries().gallery(gallery).items().isEmpty());
        stage.nothingOf(
                "Opponents",
                "Unionists",
                "Republicans",
                "Government",
                principles,
                plenary.room().toHex());
        assertThat(TestTable.keyOf(outsiders.sayOrNot(gallery, MessageKind.STATEMENT, "No.", Optional.empty())))
                .isEqualTo("seat.supporter");
    }

    @Test
    void review_2_the_chair_pauses_for_some_days_and_nobody_reads_who_asked_for_it() throws Exception {
        RoomRef plenary =
                stage.found("The review", RoomKind.PLENARY, Stage.VOUCHED, "Unionists", "Republicans", "Government");
        String asked = "We need some days without a sitting.";
        unionists.say(withUnionists, asked);
        chair.node().awaitText(withUnionists, asked);
        chair.desk()
                .suspending()
                .suspend(plenary, new Stopping("A report on another matter has come out.", 4))
                .orThrow();
        for (Side side : List.of(unionists, republicans, government)) {
            StopView stop = side.node()
                    .await(
                            "the pause",
                            desk -> desk.suspending()
                                    .suspension(plenary)
                                    .orThrow()
                                    .stop());
            assertThat(stop.authorName()).isEqualTo("Chair");
            assertThat(stop.reason()).isEqualTo("A report on another matter has come out.");
            assertThat(stop.until()).isAfter(stage.now());
        }
        assertThat(TestTable.keyOf(republicans.sayOrNot(plenary, MessageKind.OFFER, "Let us begin.", Optional.empty())))
                .isEqualTo("suspension.closed");
        for (String side : List.of("Republicans", "Government")) {
            stage.nothingOf(side, asked);
        }
    }

    @Test
    void review_3_a_room_of_two_parties_is_read_by_neither_chair_nor_guarantor() throws Exception {
        stage.found("The review", RoomKind.PLENARY, Stage.VOUCHED, "Unionists", "Republicans", "Government");
        stage.compare("Unionists", "Republicans");
        SequencedMap<String, String> before = chair.looksAtAll();
        SequencedMap<String, String> beforeGovernment = government.looksAtAll();
        RoomRef supper = stage.foundBy(unionists, "Supper", RoomKind.DIRECT, TestTable.ANSWERED, "Republicans");
        Line.Message said = unionists.say(supper, "No business at table, they say.");
        republicans.node().awaitText(supper, said.content().text());
        stage.unchanged("Chair", before);
        stage.unchanged("Government", beforeGovernment);
        for (String side : List.of("Chair", "Government")) {
            stage.nothingOf(side, "Supper", "No business", supper.room().toHex(), said.statedTime());
        }
    }

    @Test
    void review_4_each_gives_the_chair_something_and_neither_the_other_nor_a_government_notices() throws Exception {
        SequencedMap<String, String> before = unionists.looksAtAll();
        SequencedMap<String, String> beforeGovernment = government.looksAtAll();
        Line.Message told = republicans.say(withRepublicans, NAMED);
        Hash named = republicans.mark(withRepublicans, told, NAMED, Caveat.FOR_YOU_ONLY, "");
        chair.passage(withRepublicans, named);
        stage.unchanged("Unionists", before);
        SequencedMap<String, String> beforeRepublicans = republicans.looksAtAll();
        Line.Message thought = unionists.say(withUnionists, ORDER);
        Hash order = unionists.mark(withUnionists, thought, ORDER, Caveat.YOUR_OWN_IDEA, "");
        chair.passage(withUnionists, order);
        stage.unchanged("Republicans", beforeRepublicans);
        stage.unchanged("Government", beforeGovernment);

        chair.convey(
                        withUnionists,
                        order,
                        withRepublicans,
                        CrossedAs.OWN,
                        "Could it all be done between two dawns?",
                        "")
                .orThrow();
        unionists.awaitCrossed(withUnionists, "own", "");
        stage.jumpToAnIdea();
        chair.say(withRepublicans, "Good evening.");
        republicans.node().awaitText(withRepublicans, "Could it all be done between two dawns?");
        stage.nothingOf("Republicans", ORDER, order, thought.reference(), thought.arrived());
        stage.nothingOf("Unionists", NAMED, named, told.reference(), told.arrived());
        stage.nothingOf("Government", ORDER, NAMED, "Unionists", "Republicans");
    }

    @Test
    void review_hard_moment_4_what_the_chair_told_is_settled_by_words_label_and_time_on_both_records() {
        String more = "They will name somebody on the day.";
        Hash passage = republicans.mark(
                withRepublicans, republicans.say(withRepublicans, NAMED), NAMED, Caveat.IN_SUBSTANCE, "");
        chair.passage(withRepublicans, passage);
        chair.convey(withRepublicans, passage, withUnionists, CrossedAs.PARAPHRASE, more, "")
                .orThrow();
        Line.Passages here = unionists.awaitBrought(withUnionists, "paraphrase", more);
        Line.Passages there = republicans.awaitCrossed(withRepublicans, "paraphrase", more);
        assertThat(here.texts().getFirst().key()).isEqualTo("beside.brought.paraphrase");
        assertThat(there.texts().getFirst().text())
                .isEqualTo(here.texts().getFirst().text());
        assertThat(here.arrived()).isNotNull();
        String right = "Correction: could be named, behind the institutions.";
        Hash corrected =
                republicans.mark(withRepublicans, republicans.say(withRepublicans, right), right, Caveat.VERBATIM, "");
        chair.passage(withRepublicans, corrected);
        chair.convey(withRepublicans, corrected, withUnionists, CrossedAs.VERBATIM, "", "")
                .orThrow();
        unionists.awaitBrought(withUnionists, "verbatim", right);
    }
}
