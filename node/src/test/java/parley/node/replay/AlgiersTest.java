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
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Role;
import parley.node.desk.Changes;
import parley.node.desk.CourierItems.ItemView;
import parley.node.desk.Line;
import parley.node.desk.Messages;
import parley.node.desk.People;
import parley.node.desk.RoomRef;
import parley.node.engine.TestTable;
import parley.talks.convey.Caveat;
import parley.talks.convey.CrossedAs;
import parley.talks.courier.Step;
import parley.talks.message.MessageKind;
import parley.talks.phase.Aim;
import parley.talks.phase.Phase;
import parley.talks.rules.RoomKind;

/** Algiers, 1980 and 1981: two states that do not speak, and an intermediary who carries. No plenary, no direct room, ever. */
@Tag("wide")
final class AlgiersTest {
    private static final String POINTS = "Four points, none before another: we answer all or none.\n۱ ۲ ۳ ۴";
    private static final String ANSWER = "To each of the four points we say something below.";
    private static final String COURTS = "Our judges must be asked about the second.";
    private static final String MONTHS = "The third may need a season.";

    @TempDir
    private Path folder;

    private Stage stage;
    private Side algeria;
    private Side iran;
    private Side america;
    private RoomRef withIran;
    private RoomRef withAmerica;

    @BeforeEach
    void sit() {
        stage = new Stage(folder, "Algeria", "Iran", "America");
        algeria = stage.mediator();
        iran = stage.side("Iran");
        america = stage.side("America");
        withIran = stage.caucus("Iran");
        withAmerica = stage.caucus("America");
    }

    @AfterEach
    void leave() throws Exception {
        stage.close();
    }

    @Test
    void algiers_1_letters_go_whole_and_received_is_all_that_their_receiver_says() throws Exception {
        stage.byCourier();
        iran.say(withIran, MessageKind.PROCEDURAL, "The capital was consulted twice about this.", Optional.empty());
        Hash letter = iran.handIn(withIran, POINTS, Optional.empty());
        SequencedMap<String, String> before = america.looksAtAll();
        algeria.awaitItem(withIran, letter, _ -> true);
        algeria.desk().courier().receive(withIran, letter).orThrow();
        iran.awaitItem(withIran, letter, one -> one.step() == Step.RECEIVED);
        stage.unchanged("America", before);

        algeria.deliver(withIran, letter, withAmerica, "the envoy", stage.now());
        ItemView brought = america.awaitItem(withAmerica, letter, ItemView::brought);
        assertThat(brought.letter().orElseThrow().text()).isEqualTo(POINTS);
        assertThat(brought.fromName()).isEqualTo("Iran");
        assertThat(brought.delivery().orElseThrow().hand()).isEqualTo("the envoy");
        assertThat(iran.awaitItem(withIran, letter, one -> one.step() == Step.DELIVERED)
                        .acknowledged())
                .as("delivered is not received")
                .isEmpty();
        america.desk().courier().acknowledge(withAmerica, letter).orThrow();
        iran.awaitItem(withIran, letter, one -> one.step() == Step.ACKNOWLEDGED);
        assertThat(iran.pagesAt("/courier")).contains("received").doesNotContain("accepted", "approved");
        stage.nothingOf("America", "consulted twice", withIran.room().toHex());
        stage.nothingOf("Iran", withAmerica.room().toHex());
        stage.nothingOnDisk(POINTS, "consulted twice");
    }

    @Test
    void algiers_2_two_lines_for_the_mediator_alone_leave_no_gap_in_the_answer() throws Exception {
        String whole = ANSWER + "\n" + COURTS + "\n" + MONTHS;
        Line.Message said = america.say(withAmerica, whole);
        Hash answer = america.mark(withAmerica, said, ANSWER, Caveat.VERBATIM, "");
        Hash courts = america.mark(withAmerica, said, COURTS, Caveat.FOR_YOU_ONLY, "");
        Hash months = america.mark(withAmerica, said, MONTHS, Caveat.FOR_YOU_ONLY, "");
        assertThat(algeria.passage(withAmerica, months).label().caveat()).isEqualTo(Caveat.FOR_YOU_ONLY);
        for (Hash secret : new Hash[] {courts, months}) {
            for (CrossedAs as : CrossedAs.values()) {
                assertThat(TestTable.keyOf(algeria.convey(withAmerica, secret, withIran, as, "About it.", "asked")))
                        .isEqualTo("convey.against-caveat");
            }
        }
        algeria.convey(withAmerica, answer, withIran, CrossedAs.VERBATIM, "", "")
                .orThrow();
        Line.Passages brought = iran.awaitBrought(withIran, "verbatim", ANSWER);
        assertThat(brought.texts()).hasSize(1);
        assertThat(brought.parts()).containsExactly("Algeria", "America");
        assertThat(america.awaitCrossed(withAmerica, "verbatim", ANSWER).parts())
                .startsWith("Algeria", "Iran");
        algeria.awaitBrought(withIran, "verbatim", ANSWER);
        assertThat(iran.lines(withIran, Line.class))
                .extracting(Line::position)
                .isEqualTo(algeria.lines(withIran, Line.class).stream()
                        .map(Line::position)
                        .toList());
        stage.nothingOf(
                "Iran", COURTS, MONTHS, courts, months, answer, said.reference(), said.statedTime(), said.arrived());
        stage.nothingOnDisk(ANSWER, COURTS, MONTHS);
    }

    @Test
    void algiers_3_an_explanation_is_the_mediators_own_and_a_challenged_paraphrase_is_corrected_beside_it()
            throws Exception {
        String substance = "What was taken is to be put back as far as courts allow.";
        String tooFar = "They give everything back.";
        String right = "Correction: as far as courts allow, and no further.";
        Hash passage =
                america.mark(withAmerica, america.say(withAmerica, substance), substance, Caveat.IN_SUBSTANCE, "");
        algeria.passage(withAmerica, passage);
        algeria.convey(withAmerica, passage, withIran, CrossedAs.PARAPHRASE, tooFar, "")
                .orThrow();
        Line.Passages asTold = iran.awaitBrought(withIran, "paraphrase", tooFar);
        assertThat(asTold.texts().getFirst().key()).isEqualTo("beside.brought.paraphrase");
        Line.Message explained = algeria.say(withIran, "As we read it: as on one day that is named.");
        Line.Message heard = iran.node().awaitText(withIran, explained.content().text());
        assertThat(heard.authorName()).as("nobody's words but the mediator's").isEqualTo("Algeria");

        assertThat(america.awaitCrossed(withAmerica, "paraphrase", tooFar).parts())
                .startsWith("Algeria", "Iran");
        Hash corrected = america.mark(withAmerica, america.say(withAmerica, right), right, Caveat.VERBATIM, "");
        algeria.passage(withAmerica, corrected);
        algeria.convey(withAmerica, corrected, withIran, CrossedAs.VERBATIM, "", "")
                .orThrow();
        iran.awaitBrought(withIran, "verbatim", right);
        assertThat(iran.lines(withIran, Line.Passages.class))
                .as("the first stays, the correction stands behind it")
                .extracting(line -> line.texts().getFirst().text())
                .containsExactly(tooFar, right);
        stage.nothingOf("Iran", substance);
    }

    @Test
    void algiers_4_a_figure_kept_until_it_is_asked_for_waits_unseen() throws Exception {
        Line.Message said = america.say(withAmerica, "Five units on the day, if they ask for the sum.");
        SequencedMap<String, String> before = iran.looksAtAll();
        Hash figure =
                america.mark(withAmerica, said, "Five units on the day", Caveat.IF_ASKED, "if they ask for the sum");
        algeria.passage(withAmerica, figure);
        stage.unchanged("Iran", before);

        Line.Message other = iran.say(withIran, MessageKind.QUESTION, "On which weekday?", Optional.empty());
        algeria.node().awaitText(withIran, other.content().text());
        assertThat(TestTable.keyOf(algeria.convey(
                        withAmerica, figure, withIran, CrossedAs.PARAPHRASE, "Five on the day itself.", "")))
                .as("the mediator says what was asked")
                .isEqualTo("convey.no-reason");
        stage.nothingOf("Iran", "Five units", figure, said.arrived());

        Line.Message asked = iran.say(withIran, MessageKind.QUESTION, "How much at once?", Optional.empty());
        algeria.node().awaitText(withIran, asked.content().text());
        algeria.convey(
                        withAmerica,
                        figure,
                        withIran,
                        CrossedAs.PARAPHRASE,
                        "Five on the day itself.",
                        "Iran asked how much at once.")
                .orThrow();
        iran.awaitBrought(withIran, "paraphrase", "Five on the day itself.");
        america.awaitCrossed(withAmerica, "paraphrase", "Five on the day itself.");
        stage.nothingOf("Iran", "Five units", "if they ask for the sum", figure, said.arrived());
    }

    @Test
    void algiers_hard_moment_6_a_lost_device_is_shut_out_and_a_new_one_reads_no_history_unless_granted()
            throws Exception {
        iran.say(withIran, "Said before the laptop was lost.");
        algeria.node().awaitText(withIran, "Said before the laptop was lost.");
        Changes.Wish removal = new Changes.Wish.Remove(stage.id("Iran"));
        Changes.Preview honest =
                algeria.desk().changes().preview(withIran, removal).orThrow();
        assertThat(honest.keeps()).as("what the lost device holds is listed").isNotEmpty();
        algeria.desk().changes().propose(withIran, removal, "lost in Tehran").orThrow();
        // Who removed it reads on alone; what it says then the lost device never gets.
        algeria.node()
                .awaitTrue(
                        "the removal",
                        desk -> desk.rooms()
                                        .room(withIran)
                                        .orElseThrow()
                                        .members()
                                        .size()
                                == 1);
        algeria.say(withIran, "After the laptop was lost.");

        Side again = stage.invite("Iran's delegation", Role.PARTY);
        RoomRef anew =
                stage.found("Algeria and the delegation", RoomKind.CAUCUS, TestTable.ANSWERED, "Iran's delegation");
        again.say(anew, "We are back.");
        algeria.node().awaitText(anew, "We are back.");
        stage.nothingOf(
                "Iran",
                "After the laptop was lost.",
                "We are back.",
                anew.room().toHex());
        stage.nothingOf(
                "Iran's delegation",
                "before the laptop",
                "After the laptop",
                withIran.room().toHex());
    }

    @Test
    void algiers_hard_moment_7_with_the_line_down_one_goes_by_pouch_the_next_waits_and_both_come_once_in_order()
            throws Exception {
        iran.say(withIran, "Before the line went down.");
        algeria.say(withIran, "We heard you.");
        iran.node().awaitText(withIran, "We heard you.");
        int port = stage.talks().relay().port();
        stage.talks().stopRelay();
        iran.sayOrNot(withIran, MessageKind.STATEMENT, "First by pouch.", Optional.empty())
                .orThrow();
        iran.sayOrNot(withIran, MessageKind.STATEMENT, "Second, behind it.", Optional.empty())
                .orThrow();
        iran.node()
                .awaitTrue(
                        "the first to be sealed",
                        now -> now.messages().unplaced(withIran).stream()
                                .anyMatch(one -> one.state() instanceof Messages.Unplaced.State.Sealed));
        Bytes pouch = iran.desk().carrying().exportPouch(stage.table()).orThrow();
        assertThat(algeria.desk()
                        .carrying()
                        .importPouch(stage.table(), pouch)
                        .orThrow()
                        .unplaced())
                .isEqualTo(1);
        assertThat(algeria.node().texts(withIran)).as("waiting, not said").hasSize(2);
        assertThat(iran.pagesAt("/r/")).contains("Second, behind it.");
        stage.talks().startRelayAgain(port);
        algeria.node().awaitText(withIran, "Second, behind it.");
        algeria.desk().carrying().importPouch(stage.table(), pouch).orThrow();
        assertThat(algeria.node().texts(withIran))
                .containsExactly(
                        "Before the line went down.", "We heard you.", "First by pouch.", "Second, behind it.");
        assertThat(algeria.desk().rooms().room(withIran).orElseThrow().notices())
                .isEmpty();
    }

    @Test
    void algiers_has_no_room_of_the_two_and_none_is_opened_by_one_alone() {
        stage.byCourier();
        assertThat(TestTable.keyOf(algeria.desk()
                        .rooms()
                        .plan(
                                stage.table(),
                                "Both",
                                RoomKind.PLENARY,
                                List.of(stage.id("Iran"), stage.id("America")),
                                3,
                                Stage.VOUCHED)))
                .isEqualTo("phase.go-direct-first");
        assertThat(america.desk().people().list(stage.table()))
                .extracting(People.Person::name)
                .containsExactly("Algeria");
        stage.moveOn(Aim.EXPLORATORY, Phase.EXPLORATORY);
        assertThat(iran.desk().people().list(stage.table()))
                .extracting(People.Person::name)
                .as("also a move that both accept names neither to the other's node as somebody it met")
                .containsExactly("Algeria");
    }
}
