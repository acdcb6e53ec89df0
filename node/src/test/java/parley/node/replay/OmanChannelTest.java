package parley.node.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Hash;
import parley.base.TableId;
import parley.node.desk.Line;
import parley.node.desk.Line.StandingMark;
import parley.node.desk.Mandating.Issuing;
import parley.node.desk.Mandating.MandateView;
import parley.node.desk.NonPapers.Laying;
import parley.node.desk.RoomRef;
import parley.node.desk.Soundings.State;
import parley.node.engine.TestTable;
import parley.talks.convey.Caveat;
import parley.talks.convey.CrossedAs;
import parley.talks.mandate.Power;
import parley.talks.message.Direction;
import parley.talks.message.MessageKind;
import parley.talks.phase.Aim;
import parley.talks.phase.Phase;
import parley.talks.rules.RoomKind;
import parley.talks.sounding.SoundingAnswer;

/** Oman, 2012 and 2013: a host opens a door, and that there is one is the secret. */
@Tag("wide")
final class OmanChannelTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    private Path folder;

    private Stage stage;
    private Side oman;
    private Side iran;
    private Side america;
    private RoomRef withIran;
    private RoomRef withAmerica;

    @BeforeEach
    void sit() {
        stage = new Stage(folder, "Oman", "Iran", "America");
        oman = stage.mediator();
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
    void oman_1_whoever_says_not_now_never_learns_of_the_yes_and_asked_again_later_both_say_yes() throws Exception {
        Hash first = stage.ask("Would you come if they came?", HOUR);
        stage.awaitState("America", first, State.OPEN);
        iran.node()
                .awaitTrue(
                        "the question",
                        desk -> !desk.soundings().list(stage.table()).isEmpty());
        assertThat(iran.pagesAt("/soundings"))
                .as("said before anybody answers: who says yes can infer the other's no")
                .contains("Whoever said yes can infer that somebody did not.");
        stage.answer("America", first, SoundingAnswer.NOT_NOW);
        SequencedMap<String, String> before = america.looksAtAll();
        stage.answer("Iran", first, SoundingAnswer.YES);
        oman.node()
                .awaitTrue(
                        "both answers",
                        desk -> desk.soundings().list(stage.table()).getFirst().parties().stream()
                                .allMatch(one -> one.answer().isPresent()));
        stage.unchanged("America", before);
        stage.jump(HOUR.plusMinutes(1));
        oman.say(withAmerica, "Until later.");
        oman.say(withIran, "Until later.");
        for (String side : List.of("America", "Iran")) {
            assertThat(stage.awaitState(side, first, State.NOT_NOW).early()).isFalse();
        }
        assertThat(stage.awaitState("America", first, State.NOT_NOW).parties())
                .filteredOn(one -> !one.self())
                .allMatch(one -> one.answer().isEmpty());

        stage.jump(Duration.ofDays(parley.talks.sounding.Soundings.LEAST_DAYS_BETWEEN));
        Hash second = stage.ask("Would you come if they came?", HOUR);
        stage.answer("America", second, SoundingAnswer.YES);
        stage.answer("Iran", second, SoundingAnswer.YES);
        for (String side : List.of("Oman", "America", "Iran")) {
            assertThat(stage.awaitState(side, second, State.OPENED).times()).isEqualTo(2);
        }
    }

    @Test
    void oman_2_a_stronger_sentence_is_seen_by_its_source_at_once_and_corrected_before_it_is_built_upon()
            throws Exception {
        String meant = "Later, we could look at a small part of the work.";
        String told = "They accept the work.";
        String right = "Correction: they could look at it, later, and at a small part.";
        Hash passage = america.mark(withAmerica, america.say(withAmerica, meant), meant, Caveat.IN_SUBSTANCE, "");
        oman.passage(withAmerica, passage);
        oman.convey(withAmerica, passage, withIran, CrossedAs.PARAPHRASE, told, "")
                .orThrow();
        Line.Passages record = america.awaitCrossed(withAmerica, "paraphrase", told);
        Line.Passages brought = iran.awaitBrought(withIran, "paraphrase", told);
        assertThat(record.position())
                .as("the record counts in the source's room before anything leaves it")
                .isPositive();
        assertThat(record.parts()).startsWith("Oman", "Iran");
        assertThat(brought.texts().getFirst().key()).isEqualTo("beside.brought.paraphrase");
        stage.nothingOf("Iran", meant, passage);

        // Much later Iran quotes the stronger sentence: what its own record says of it is that the words were Oman's.
        Hash corrected = america.mark(withAmerica, america.say(withAmerica, right), right, Caveat.VERBATIM, "");
        oman.passage(withAmerica, corrected);
        oman.convey(withAmerica, corrected, withIran, CrossedAs.VERBATIM, "", "")
                .orThrow();
        iran.awaitBrought(withIran, "verbatim", right);
        assertThat(iran.awaitBrought(withIran, "paraphrase", told)).isEqualTo(brought);
    }

    @Test
    void oman_3_a_paper_with_a_standing_mark_convinces_its_reader_and_names_nobody() throws Exception {
        String paper = "A way in three steps\nNothing in it binds anybody.";
        oman.desk()
                .nonPapers()
                .lay(
                        withAmerica,
                        new Laying(paper, "en", Direction.LTR, stage.now().plus(Duration.ofHours(2)), true, false))
                .orThrow();
        Line.NonPaper seen = america.node()
                .await(
                        "the paper",
                        _ -> america.lines(withAmerica, Line.NonPaper.class).stream()
                                .filter(one -> one.mark() == StandingMark.CHECKED)
                                .findFirst());
        assertThat(seen.text()).isEqualTo(paper);
        assertThat(seen.marker()).isEqualTo("Oman");
        stage.nothingOf("America", "Iran");
        stage.nothingOf("Iran", "A way in three steps", withAmerica.room().toHex());
        stage.jump(Duration.ofHours(3));
        oman.say(withAmerica, "Good evening.");
        america.node()
                .awaitTrue(
                        "its end",
                        _ -> america.lines(withAmerica, Line.NonPaper.class).isEmpty());
        stage.nothingOf("America", "A way in three steps");
        stage.nothingOnDisk("A way in three steps");
    }

    @Test
    void oman_6_a_room_of_the_two_is_opened_by_three_and_its_words_are_the_twos_alone() throws Exception {
        stage.byCourier();
        stage.moveOn(Aim.EXPLORATORY, Phase.EXPLORATORY);
        TestTable.pairSeated(iran.node(), stage.table(), "Iran", america.node(), "America");
        stage.compare("Iran", "America");
        assertThat(TestTable.keyOf(iran.desk()
                        .rooms()
                        .plan(
                                stage.table(),
                                "Villa",
                                RoomKind.DIRECT,
                                List.of(stage.id("America")),
                                2,
                                TestTable.ANSWERED)))
                .isEqualTo("phase.go-direct-first");
        stage.moveOn(Aim.DIRECT, Phase.EXPLORATORY);
        SequencedMap<String, String> before = oman.looksAtAll();
        RoomRef villa = stage.foundBy(iran, "Villa", RoomKind.DIRECT, TestTable.ANSWERED, "America");
        Line.Message asked =
                iran.say(villa, MessageKind.QUESTION, "Could a pause be in the package?", Optional.empty());
        america.node().awaitText(villa, asked.content().text());
        Line.Message counter = america.say(
                villa, MessageKind.QUESTION, "For how long would a pause be?", Optional.of(asked.reference()));
        iran.node().awaitText(villa, counter.content().text());
        assertThat(iran.desk().questions().open(stage.table()))
                .as("a question isn't answered by a question")
                .hasSize(2);
        stage.unchanged("Oman", before);
        stage.nothingOf("Oman", "Villa", "a pause", villa.room().toHex(), asked.statedTime(), counter.statedTime());
        stage.nothingOnDisk("Could a pause be", "For how long would", "Villa");
    }

    @Test
    void oman_7_a_new_head_of_team_comes_with_a_mandate_and_the_old_one_says_nothing_more() throws Exception {
        Hash old = issue("Head of team, spring");
        Hash anew = issue("Head of team, summer");
        iran.takes(stage.table(), old);
        iran.say(withIran, "The first head speaks.");
        iran.desk().mandating().revoke(stage.table(), old).orThrow();
        iran.node().awaitTrue("the end", _ -> mandates(iran).size() == 1);
        assertThat(TestTable.keyOf(iran.sayOrNot(withIran, MessageKind.STATEMENT, "Nobody acts.", Optional.empty())))
                .isEqualTo("mandate.nobody-acts");
        assertThat(TestTable.keyOf(iran.desk().mandating().take(stage.table(), old)))
                .isEqualTo("mandate.no-such");
        iran.takes(stage.table(), anew);
        iran.say(withIran, "The second head speaks.");
        MandateView seen = oman.node()
                .await(
                        "the mandate",
                        _ -> mandates(oman).stream()
                                .filter(one -> one.id().equals(anew) && one.actsEverywhere())
                                .findFirst());
        assertThat(seen.delegate()).isEqualTo("Head of team, summer");
        assertThat(mandates(oman)).hasSize(1);
        stage.nothingOf("America", "Head of team");
    }

    @Test
    void oman_hard_moment_3_words_of_the_channel_do_not_slip_into_the_formal_table() throws Exception {
        Side partners = stage.sideAtAnotherTable("Partners");
        TableId formal = stage.otherTable(partners, "America");
        RoomRef open = TestTable.found(
                formal, "Formal talks", RoomKind.PLENARY, TestTable.ANSWERED, partners.node(), america.node());
        stage.nothingOf(
                "Partners",
                "Oman",
                "Iran",
                stage.table().toHex(),
                withAmerica.room().toHex());

        String back = "By a pause we mean half a year, once renewable.";
        oman.say(withAmerica, back);
        america.node().awaitText(withAmerica, back);
        Pages.Answer asked = america.write(open, "Let me repeat: " + back, "");
        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.body()).contains("Check the room").contains("Oman and America");
        assertThat(america.desk().messages().unplaced(open)).isEmpty();
        assertThat(america.node().texts(open)).isEmpty();
        Pages.Answer wrong = america.write(open, "Let me repeat: " + back, "Oman");
        assertThat(wrong.body()).as("Oman doesn't read here").contains("Check the room");
        stage.nothingOf("Partners", back);
        // Sent in spite of it: the page of its own record says who has it.
        america.write(open, "Let me repeat: " + back, "Partners");
        partners.node().awaitText(open, "Let me repeat: " + back);
        assertThat(america.desk().rooms().room(open).orElseThrow().members())
                .extracting(one -> one.name())
                .containsExactlyInAnyOrder("Partners", "America");
    }

    @Test
    void oman_hard_moment_6_a_locked_device_shows_no_table_no_name_and_no_number() throws Exception {
        oman.say(withIran, "Come by the side door.");
        iran.node().awaitText(withIran, "Come by the side door.");
        Pages locked = iran.pages();
        iran.node().node().gate().lock();
        locked.all()
                .forEach((path, body) -> assertThat(path + body)
                        .doesNotContain(
                                "Oman",
                                "Quay",
                                "side door",
                                stage.table().toHex(),
                                withIran.room().toHex()));
        stage.nothingOnDisk("side door", "Oman and Iran", "Quay, by the");
    }

    @Test
    void oman_hard_moment_7_the_relays_disk_names_neither_party_host_nor_subject() throws Exception {
        iran.say(withIran, "The fisheries study may begin.");
        oman.node().awaitText(withIran, "The fisheries study may begin.");
        oman.say(withAmerica, "The fisheries study may begin.");
        america.node().awaitText(withAmerica, "The fisheries study may begin.");
        stage.talks().stopRelay();
        stage.nothingOnDisk("fisheries study", "Oman and Iran", "Oman and America");
    }

    private Hash issue(String delegate) {
        Hash mandate = iran.desk()
                .mandating()
                .issue(stage.table(), new Issuing(delegate, Power.AD_REFERENDUM, 30, List.of(withIran.room())))
                .orThrow();
        iran.node()
                .awaitTrue(
                        "the mandate",
                        _ -> mandates(iran).stream().anyMatch(one -> one.id().equals(mandate)));
        return mandate;
    }

    private List<MandateView> mandates(Side side) {
        return side.desk().mandating().mandates(stage.table()).mandates();
    }
}
