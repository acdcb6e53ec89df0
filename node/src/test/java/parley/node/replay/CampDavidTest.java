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
import parley.node.desk.Line;
import parley.node.desk.Mandating.Issuing;
import parley.node.desk.Mandating.MandateView;
import parley.node.desk.RoomRef;
import parley.node.engine.TestTable;
import parley.talks.convey.Caveat;
import parley.talks.convey.CrossedAs;
import parley.talks.mandate.Power;
import parley.talks.message.MessageKind;
import parley.talks.rules.RoomKind;

/** Camp David, 1978: three delegations on one hill, of which one alone writes. */
@Tag("wide")
final class CampDavidTest {
    private static final String STAGES = "Two stages would do for us.";
    private static final String ENVOYS = "After the first of them an embassy may open.";
    private static final String TIMING = "When each is due is open to talk.";
    private static final String POST = "Strangers might keep a post that warns both.";

    @TempDir
    private Path folder;

    private Stage stage;
    private Side america;
    private Side egypt;
    private Side israel;
    private RoomRef withEgypt;
    private RoomRef withIsrael;

    @BeforeEach
    void sit() {
        stage = new Stage(folder, "America", "Egypt", "Israel");
        america = stage.mediator();
        egypt = stage.side("Egypt");
        israel = stage.side("Israel");
        withEgypt = stage.caucus("Egypt");
        withIsrael = stage.caucus("Israel");
    }

    @AfterEach
    void leave() throws Exception {
        stage.close();
    }

    @Test
    void camp_david_1_all_read_the_same_rules_and_a_legal_advisers_mandate_without_its_instructions() throws Exception {
        for (RoomRef room : List.of(withEgypt, withIsrael)) {
            assertThat(america.desk().rooms().room(room).orElseThrow().rules()).isEqualTo(TestTable.ANSWERED);
        }
        assertThat(egypt.desk().rooms().room(withEgypt).orElseThrow().rules()).isEqualTo(TestTable.ANSWERED);
        Hash adviser = israel.desk()
                .mandating()
                .issue(stage.table(), new Issuing("Legal adviser", Power.INITIAL, 14, List.of(withIsrael.room())))
                .orThrow();
        israel.node()
                .awaitTrue(
                        "the mandate",
                        desk -> !desk.mandating()
                                .mandates(stage.table())
                                .mandates()
                                .isEmpty());
        israel.desk().mandating().take(stage.table(), adviser).orThrow();
        MandateView seen = america.node()
                .await(
                        "the mandate",
                        desk -> desk.mandating().mandates(stage.table()).mandates().stream()
                                .filter(MandateView::actsEverywhere)
                                .findFirst());
        assertThat(seen.power()).isEqualTo(Power.INITIAL);
        assertThat(seen.overdue()).isFalse();
        stage.nothingOf("Egypt", "Legal adviser", adviser);
    }

    @Test
    void camp_david_2_and_3_a_hard_paper_is_read_by_all_and_a_fallback_betrays_itself_to_nobody() throws Exception {
        RoomRef plenary = stage.found("All three", RoomKind.PLENARY, Stage.VOUCHED, "Egypt", "Israel");
        egypt.say(plenary, "الانسحاب كله شرط لكل اتفاق.\nAll of it, or no agreement.");
        Line.Message paper =
                israel.node().awaitText(plenary, "الانسحاب كله شرط لكل اتفاق.\nAll of it, or no agreement.");
        assertThat(paper.content().statement()).as("off the record").isEmpty();

        SequencedMap<String, String> before = israel.looksAtAll();
        Line.Message said = egypt.say(withEgypt, String.join("\n", STAGES, ENVOYS, TIMING, POST));
        Hash stages = egypt.mark(withEgypt, said, STAGES, Caveat.FOR_YOU_ONLY, "");
        Hash envoys = egypt.mark(withEgypt, said, ENVOYS, Caveat.FOR_YOU_ONLY, "");
        Hash timing = egypt.mark(withEgypt, said, TIMING, Caveat.IN_SUBSTANCE, "");
        Hash post = egypt.mark(withEgypt, said, POST, Caveat.YOUR_OWN_IDEA, "");
        america.passage(withEgypt, post);
        assertThat(america.desk().conveying().passages(withEgypt))
                .extracting(one -> one.label().caveat())
                .containsExactly(Caveat.FOR_YOU_ONLY, Caveat.FOR_YOU_ONLY, Caveat.IN_SUBSTANCE, Caveat.YOUR_OWN_IDEA);
        stage.unchanged("Israel", before);
        stage.nothingOf(
                "Israel",
                STAGES,
                ENVOYS,
                TIMING,
                POST,
                stages,
                envoys,
                timing,
                post,
                said.reference(),
                said.arrived(),
                withEgypt.room().toHex());
        stage.nothingOnDisk(STAGES, ENVOYS, TIMING, POST);
    }

    @Test
    void camp_david_6_an_idea_raised_as_the_mediators_own_points_to_nobody_and_its_source_alone_learns_of_it()
            throws Exception {
        String raised = "Has a watch by a third country been thought of?";
        Line.Message said = egypt.say(withEgypt, POST);
        Hash post = egypt.mark(withEgypt, said, POST, Caveat.YOUR_OWN_IDEA, "");
        america.passage(withEgypt, post);
        SequencedMap<String, String> before = israel.looksAtAll();
        america.convey(withEgypt, post, withIsrael, CrossedAs.OWN, raised, "").orThrow();
        Line.Passages record = egypt.awaitCrossed(withEgypt, "own", "");
        assertThat(record.parts().toString()).doesNotContain("Israel");
        america.awaitCrossed(withEgypt, "own", "");
        stage.unchanged("Israel", before);

        stage.jumpToAnIdea();
        america.say(withIsrael, "Good evening.");
        Line.Message heard = israel.node().awaitText(withIsrael, raised);
        assertThat(heard.authorName()).isEqualTo("America");
        assertThat(heard.content().inReplyTo()).isEmpty();
        assertThat(heard.content().attachments()).isEmpty();
        stage.nothingOf("Israel", POST, post, said.reference(), said.arrived(), said.statedTime(), record.arrived());
        assertThat(egypt.lines(withEgypt, Line.Passages.class))
                .extracting(Line.Passages::key)
                .as("not in the same hour")
                .doesNotContain("line.convey-raised");
        stage.jumpToAnIdea();
        america.say(withIsrael, "Good night.");
        egypt.awaitPassages(
                withEgypt,
                "line.convey-raised",
                one -> one.texts().getFirst().text().equals(raised));
        assertThat(america.awaitPassages(withEgypt, "line.convey-raised-sealed", _ -> true)
                        .texts())
                .isEmpty();
    }

    @Test
    void camp_david_8_a_threat_withdrawn_before_it_crossed_can_cross_no_more_in_any_form() throws Exception {
        String leave = "Unless clause six goes, our bags go at twelve.";
        SequencedMap<String, String> before = israel.looksAtAll();
        Line.Message said = egypt.say(withEgypt, MessageKind.CONDITION, leave, Optional.empty());
        Hash passage = egypt.mark(withEgypt, said, leave, Caveat.VERBATIM, "");
        america.passage(withEgypt, passage);
        egypt.desk().conveying().withdraw(withEgypt, passage).orThrow();
        america.node()
                .awaitTrue(
                        "the withdrawal",
                        desk -> desk.conveying().passages(withEgypt).isEmpty());
        for (CrossedAs as : CrossedAs.values()) {
            assertThat(TestTable.keyOf(america.convey(withEgypt, passage, withIsrael, as, "They may leave.", "asked")))
                    .isEqualTo("convey.no-such-passage");
        }
        assertThat(america.lines(withEgypt, Line.Passages.class))
                .extracting(Line.Passages::key)
                .as("the mediator sees that it was withdrawn")
                .contains("line.convey-withdrawn");
        stage.unchanged("Israel", before);
        stage.nothingOf("Israel", leave, passage, said.arrived());
    }

    @Test
    void camp_david_hard_moment_2_a_note_that_names_egypt_is_stopped_before_it_reaches_israel() throws Exception {
        Pages.Answer asked = america.write(withIsrael, "Between us: Egypt would take stages.", "");
        assertThat(asked.body()).contains("Check the room").contains("This text names");
        assertThat(america.desk().messages().unplaced(withIsrael)).isEmpty();
        stage.nothingOf("Israel", "would take stages");
        stage.nothingOnDisk("would take stages");
    }

    @Test
    void camp_david_hard_moment_3_a_strengthened_line_stays_and_its_correction_stands_behind_it() {
        String stronger = "They name a date for each.";
        String right = "Correction: no date was named; when each is due is open to talk.";
        Hash timing = egypt.mark(withEgypt, egypt.say(withEgypt, TIMING), TIMING, Caveat.IN_SUBSTANCE, "");
        america.passage(withEgypt, timing);
        america.convey(withEgypt, timing, withIsrael, CrossedAs.PARAPHRASE, stronger, "")
                .orThrow();
        israel.awaitBrought(withIsrael, "paraphrase", stronger);
        egypt.awaitCrossed(withEgypt, "paraphrase", stronger);
        Hash corrected = egypt.mark(withEgypt, egypt.say(withEgypt, right), right, Caveat.VERBATIM, "");
        america.passage(withEgypt, corrected);
        america.convey(withEgypt, corrected, withIsrael, CrossedAs.VERBATIM, "", "")
                .orThrow();
        israel.awaitBrought(withIsrael, "verbatim", right);
        assertThat(israel.lines(withIsrael, Line.Passages.class))
                .extracting(line -> line.texts().getFirst().text())
                .containsExactly(stronger, right);
    }
}
