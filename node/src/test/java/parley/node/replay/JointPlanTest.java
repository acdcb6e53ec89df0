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
import parley.base.Role;
import parley.node.desk.Line;
import parley.node.desk.RoomRef;
import parley.node.engine.TestTable;
import parley.talks.message.MessageKind;
import parley.talks.rules.RoomKind;

/** The joint plan of 2015, carried out by January 2016: a verifier apart from the parties, and rooms that others don't know of. */
@Tag("wide")
final class JointPlanTest {
    @TempDir
    private Path folder;

    private Stage stage;
    private Side union;
    private Side iran;
    private Side america;
    private Side verifier;
    private RoomRef commission;

    @BeforeEach
    void sit() {
        stage = new Stage(folder, "European Union", "Iran", "America");
        union = stage.mediator();
        iran = stage.side("Iran");
        america = stage.side("America");
        verifier = stage.invite("Agency", Role.VERIFIER);
        commission = stage.found("Joint commission", RoomKind.COMMISSION, Stage.VOUCHED, "Iran", "America", "Agency");
        stage.compare("Iran", "Agency");
    }

    @AfterEach
    void leave() throws Exception {
        stage.close();
    }

    @Test
    void joint_plan_4_an_answer_for_the_verifier_alone_reaches_no_party_and_no_coordinator() throws Exception {
        verifier.say(commission, MessageKind.PROCEDURAL, "A clarification is asked for on row 4.", Optional.empty());
        america.node().awaitText(commission, "A clarification is asked for on row 4.");
        union.node().awaitText(commission, "A clarification is asked for on row 4.");
        SequencedMap<String, String> before = america.looksAtAll();
        SequencedMap<String, String> beforeUnion = union.looksAtAll();
        RoomRef own = stage.foundBy(iran, "Inspection", RoomKind.COMMISSION, TestTable.ANSWERED, "Agency");
        Line.Message asked = verifier.say(own, MessageKind.QUESTION, "In which store is item four?", Optional.empty());
        iran.node().awaitText(own, asked.content().text());
        assertThat(iran.desk().questions().open(stage.table())).hasSize(1);
        Line.Message answer = iran.say(own, MessageKind.ANSWER, "انبار دوم، ردیف سوم.", Optional.of(asked.reference()));
        verifier.node().awaitText(own, answer.content().text());
        verifier.node()
                .awaitTrue(
                        "no open question",
                        desk -> desk.questions().open(stage.table()).isEmpty());
        stage.unchanged("America", before);
        stage.unchanged("European Union", beforeUnion);
        for (String side : List.of("America", "European Union")) {
            stage.nothingOf(
                    side,
                    "Inspection",
                    "In which store",
                    "انبار دوم",
                    own.room().toHex(),
                    answer.statedTime());
        }
        stage.nothingOnDisk("In which store", "انبار دوم");
    }

    @Test
    void joint_plan_6_two_offices_contradict_each_other_and_both_sentences_stand() {
        iran.say(commission, "The core is out of its place.");
        iran.say(commission, "هسته هنوز سر جای خود است.");
        america.node().awaitText(commission, "هسته هنوز سر جای خود است.");
        assertThat(america.lines(commission, Line.Message.class).stream()
                        .filter(line -> line.authorName().equals("Iran"))
                        .map(line -> line.content().text()))
                .containsExactly("The core is out of its place.", "هسته هنوز سر جای خود است.");
    }

    @Test
    void joint_plan_8_a_humanitarian_room_of_two_leaves_no_trace_for_the_others() throws Exception {
        stage.compare("Iran", "America");
        SequencedMap<String, String> before = union.looksAtAll();
        SequencedMap<String, String> beforeVerifier = verifier.looksAtAll();
        RoomRef track = stage.foundBy(iran, "Families", RoomKind.DIRECT, TestTable.ANSWERED, "America");
        Line.Message said = iran.say(track, "Two could fly home the same evening.");
        america.node().awaitText(track, said.content().text());
        stage.unchanged("European Union", before);
        stage.unchanged("Agency", beforeVerifier);
        for (String side : List.of("European Union", "Agency")) {
            stage.nothingOf(side, "Families", "fly home", track.room().toHex(), said.statedTime());
        }
    }

    @Test
    void joint_plan_hard_moment_7_a_serial_number_pasted_into_the_commission_is_stopped() throws Exception {
        RoomRef own = stage.foundBy(iran, "Inspection", RoomKind.COMMISSION, TestTable.ANSWERED, "Agency");
        iran.say(own, "Serial number of item four is 77-1205 B.");
        verifier.node().awaitText(own, "Serial number of item four is 77-1205 B.");
        Pages.Answer asked = verifier.write(commission, "Row 4. Serial number of item four is 77-1205 B.", "");
        assertThat(asked.body()).contains("Check the room").contains("Inspection");
        assertThat(verifier.desk().messages().unplaced(commission)).isEmpty();
        stage.nothingOf("America", "77-1205 B");
    }

    @Test
    void joint_plan_12_a_complaint_is_a_warning_and_stands_unanswered_until_somebody_answers() {
        Line.Message complaint = iran.say(
                commission, MessageKind.WARNING, "New names on a list hurt the spirit of it.", Optional.empty());
        Line.Message asked = iran.say(
                commission, MessageKind.QUESTION, "What is the purpose of these?", Optional.of(complaint.reference()));
        assertThat(america.node()
                        .awaitText(commission, complaint.content().text())
                        .content()
                        .kind())
                .isEqualTo(MessageKind.WARNING);
        america.node().awaitText(commission, asked.content().text());
        assertThat(america.desk().questions().open(stage.table())).hasSize(1);
    }
}
