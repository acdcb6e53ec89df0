package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Hash;
import parley.base.Role;
import parley.base.TableId;
import parley.node.desk.Changes;
import parley.node.desk.Conveying.Bringing;
import parley.node.desk.Conveying.Label;
import parley.node.desk.Conveying.Mark;
import parley.node.desk.CourierItems.Handing;
import parley.node.desk.Line;
import parley.node.desk.Messages;
import parley.node.desk.Notice;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
import parley.talks.convey.Caveat;
import parley.talks.convey.CrossedAs;
import parley.talks.message.Direction;
import parley.talks.rules.Decision;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;
import parley.talks.rules.Standing;

/** Acts of a node that was offline while its caucus let in one more: none of them waits in silence, none goes to who wasn't in view. */
@Tag("wide")
final class LateActsNodesTest {
    private static final String SAID = "Our capital says eighteen hours.";
    private static final String ITEM = "We ask for eighteen hours.";
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Rules RULES =
            TestTable.ANSWERED.withReaders(Standing.VOUCHED).withDecision(Decision.PARTIES_AND_MEDIATOR);

    @TempDir
    private Path folder;

    private final Ahead ahead = new Ahead();
    private final Ahead mediatorAhead = new Ahead();
    private TestTable talks;
    private TestNode oman;
    private TestNode second;
    private TestNode third;
    private TestNode iran;
    private TestNode israel;
    private TableId table;
    private RoomRef caucus;
    private String newcomer = "Third";
    private String asked = "With Iran";

    @BeforeEach
    void a_caucus_of_a_party_and_two_mediators() {
        talks = new TestTable(folder);
        oman = talks.node("oman", mediatorAhead);
        second = talks.node("second");
        third = talks.node("third");
        iran = talks.node("iran", ahead);
        israel = talks.node("israel");
        table = talks.open(oman, "Oman", Role.MEDIATOR);
        seat(second, "Second", Role.MEDIATOR);
        seat(third, "Third", Role.MEDIATOR);
        seat(iran, "Iran", Role.PARTY);
        seat(israel, "Israel", Role.PARTY);
        caucus = TestTable.found(table, "With Iran", RoomKind.CAUCUS, RULES, oman, second, iran);
    }

    private void seat(TestNode node, String name, Role role) {
        talks.pair(oman, table, "Oman", node, name, role);
        TestTable.compare(table, oman, "Oman", node, name);
    }

    @AfterEach
    void end() throws Exception {
        talks.close();
    }

    @Test
    void what_a_person_did_is_listed_and_goes_to_the_new_readers_only_when_that_person_says_so() throws Exception {
        Hash passage = marked(Optional.empty());
        meanwhileLetIn(iran, () -> {
            iran.desk().conveying().withdraw(caucus, passage).orThrow();
            iran.desk()
                    .courier()
                    .handIn(caucus, new Handing("", ITEM, "en", Direction.LTR, List.of(), Optional.empty()))
                    .orThrow();
        });

        List<Messages.LateAct> late = iran.await(
                "both acts to be listed",
                desk -> Optional.of(desk.messages().lateActs(caucus)).filter(list -> list.size() == 2));
        assertThat(late).allSatisfy(act -> assertThat(act.asked()).isTrue());
        assertThat(keys(late)).containsExactly("line.convey-withdrawn", "line.courier-handed-in");
        assertThat(((Line.Passages) late.getLast().line()).texts())
                .extracting(Line.Beside::text)
                .containsExactly(ITEM);
        assertThat(notices(iran)).contains("room.act-waits");
        assertThat(iran.desk().courier().bag(table).unsent())
                .as("it goes nowhere by itself")
                .isZero();
        third.say(caucus, "Good evening.");
        iran.awaitText(caucus, "Good evening.");
        assertThat(third.desk().courier().bag(table).items()).isEmpty();

        iran.desk()
                .messages()
                .decideLate(caucus, late.getFirst().ticket(), true)
                .orThrow();
        iran.desk()
                .messages()
                .decideLate(caucus, late.getLast().ticket(), false)
                .orThrow();
        third.awaitPassages(caucus, "line.convey-withdrawn");
        assertThat(iran.desk().messages().lateActs(caucus)).isEmpty();
        assertThat(notices(iran)).doesNotContain("room.act-waits");
        assertThat(third.desk().courier().bag(table).items()).isEmpty();
    }

    @Test
    void whoever_is_removed_while_an_act_waits_is_told_no_more_that_one_waits() throws Exception {
        Hash passage = marked(Optional.empty());
        meanwhileLetIn(
                iran, () -> iran.desk().conveying().withdraw(caucus, passage).orThrow());
        iran.awaitTrue("the act to wait", _ -> notices(iran).contains("room.act-waits"));

        oman.desk()
                .changes()
                .propose(caucus, new Changes.Wish.Remove(oman.known(table, "Iran")), "")
                .orThrow();
        second.awaitTrue("the proposal", desk -> !desk.changes().open(caucus).isEmpty());
        second.desk()
                .changes()
                .consent(caucus, second.desk().changes().open(caucus).getFirst().id())
                .orThrow();

        iran.awaitTrue(
                "its removal",
                desk -> desk.rooms().room(caucus).orElseThrow().condition() instanceof Rooms.Condition.Left);
        assertThat(iran.desk().messages().lateActs(caucus))
                .allSatisfy(act -> assertThat(act.asked()).isFalse());
        assertThat(notices(iran)).doesNotContain("room.act-waits");
    }

    /** All that was proposed lapses with an epoch, every epoch brings new keys, and the others agreed on the same Rules meanwhile. */
    @Test
    void nobody_is_asked_about_what_lapsed_or_was_done_meanwhile_and_other_proposals_wait_for_an_answer()
            throws Exception {
        Rules next = RULES.next().withRetentionDays(RULES.retentionDays() + 1);
        Hash placed = proposes(second, new Changes.Wish.Remove(second.known(table, "Iran")));
        second.awaitTrue("its proposal", desk -> !desk.changes().open(caucus).isEmpty());
        meanwhile(
                second,
                () -> {
                    second.desk().changes().withdraw(caucus, placed).orThrow();
                    proposes(second, new Changes.Wish.Refresh());
                    proposes(second, new Changes.Wish.NewRules(next));
                    proposes(second, new Changes.Wish.Remove(second.known(table, "Oman")));
                },
                () -> {
                    proposes(oman, new Changes.Wish.NewRules(next));
                    consents(iran, new Changes.Wish.NewRules(next));
                    oman.awaitTrue(
                            "the same Rules",
                            desk -> desk.rooms()
                                    .room(caucus)
                                    .orElseThrow()
                                    .rules()
                                    .equals(next));
                    admitThird(oman, iran);
                });

        List<Messages.LateAct> late = second.await(
                "only what is left to ask",
                desk -> Optional.of(desk.messages().lateActs(caucus)).filter(list -> list.size() == 1));
        assertThat(((Line.Event) late.getFirst().line()).parts()).contains("Oman");
        assertThat(waiting(second)).isOne();
        assertThat(notices(second)).contains("room.act-waits");
        second.desk()
                .messages()
                .decideLate(caucus, late.getFirst().ticket(), false)
                .orThrow();
        assertThat(notices(second)).doesNotContain("room.act-waits");
    }

    @Test
    void a_late_proposal_that_its_person_says_is_made_for_the_epoch_there_is() throws Exception {
        Changes.Wish removal = new Changes.Wish.Remove(second.known(table, "Oman"));
        meanwhile(second, () -> proposes(second, removal), () -> admitThird(oman, iran));
        Messages.LateAct late = second.await(
                "the question",
                desk -> desk.messages().lateActs(caucus).stream().findFirst());
        second.desk().messages().decideLate(caucus, late.ticket(), true).orThrow();
        assertThat(second.desk().messages().lateActs(caucus)).isEmpty();
        consents(iran, removal);
        oman.awaitTrue("its removal", _ -> isOut(oman));
    }

    /** Its readers and their keys are as they were in view, so nobody is asked; but no epoch ends by what was made for another. */
    @Test
    void a_proposal_that_keys_overtook_is_taken_back_and_its_person_told() throws Exception {
        Changes.Wish removal = new Changes.Wish.Remove(oman.known(table, "Second"));
        int before = iran.desk().rooms().room(caucus).orElseThrow().epoch();
        meanwhile(oman, () -> proposes(oman, removal), () -> {
            proposes(second, new Changes.Wish.Refresh());
            consents(iran, new Changes.Wish.Refresh());
            iran.awaitTrue(
                    "new keys", desk -> desk.rooms().room(caucus).orElseThrow().epoch() > before);
        });
        oman.awaitTrue("to be told", _ -> notices(oman).contains("room.proposal-lapsed"));
        oman.awaitTrue("it taken back", desk -> desk.changes().open(caucus).isEmpty() && waiting(oman) == 0);
        iran.awaitTrue("it gone there too", desk -> desk.changes().open(caucus).isEmpty());

        proposes(oman, removal);
        consents(iran, removal);
        second.awaitTrue("its removal", _ -> isOut(second));
    }

    private boolean isOut(TestNode node) {
        return node.desk().rooms().room(caucus).orElseThrow().condition() instanceof Rooms.Condition.Left;
    }

    @Test
    void what_a_node_says_by_itself_is_said_again_whatever_came_late() throws Exception {
        Instant lapses = Instant.ofEpochMilli(Instant.now().plus(HOUR).toEpochMilli());
        marked(Optional.of(lapses));
        meanwhileLetIn(iran, () -> {
            ahead.set(HOUR.plusMinutes(1));
            iran.say(caucus, "Good night.");
            iran.awaitTrue("its withdrawal to wait", _ -> waiting(iran) == 2);
        });

        oman.awaitTrue(
                "the withdrawal at its hour",
                desk -> desk.conveying().passages(caucus).isEmpty());
    }

    @Test
    void what_would_count_for_nothing_by_now_is_not_said() throws Exception {
        Hash passage = marked(Optional.empty());
        meanwhileLetIn(iran, () -> {
            iran.desk().conveying().withdraw(caucus, passage).orThrow();
            iran.desk().conveying().withdraw(caucus, passage).orThrow();
        });
        List<Messages.LateAct> late = iran.await(
                "both to be listed",
                desk -> Optional.of(desk.messages().lateActs(caucus)).filter(list -> list.size() == 2));
        iran.desk()
                .messages()
                .decideLate(caucus, late.getFirst().ticket(), true)
                .orThrow();
        iran.awaitPassages(caucus, "line.convey-withdrawn");
        assertThat(TestTable.keyOf(
                        iran.desk().messages().decideLate(caucus, late.getLast().ticket(), true)))
                .isEqualTo("convey.no-such-passage");
        assertThat(iran.desk().messages().lateActs(caucus)).hasSize(1);
    }

    @Test
    void a_question_that_nobody_answers_does_not_keep_the_room_on_old_keys() throws Exception {
        meanwhileLetIn(iran, () -> iran.say(caucus, "For those who read then."));
        iran.awaitTrue(
                "the words to wait",
                desk -> desk.messages().unplaced(caucus).stream()
                        .anyMatch(one -> one.state() instanceof Messages.Unplaced.State.AskFirst));
        int before = oman.desk().rooms().room(caucus).orElseThrow().epoch();

        // Two must want it, and by their clocks nobody else does yet.
        Duration age = Duration.ofDays(RULES.refreshDays()).plus(HOUR);
        ahead.leapTo(age, iran);
        mediatorAhead.leapTo(age, oman);
        oman.say(caucus, "Good morning.");
        iran.say(caucus, "Good morning to you.");
        // Words that come with the new keys wait for a moment as well.
        iran.awaitText(caucus, "Good morning to you.");

        oman.awaitTrue(
                "new keys", desk -> desk.rooms().room(caucus).orElseThrow().epoch() > before);
        iran.awaitTrue(
                "new keys", desk -> desk.rooms().room(caucus).orElseThrow().epoch() > before);
        assertThat(iran.desk().messages().unplaced(caucus)).hasSize(1);
    }

    @Test
    void words_that_waited_are_not_said_to_a_reader_whom_their_author_must_compare_first() throws Exception {
        TestTable.compare(table, second, "Second", iran, "Iran");
        TestTable.pairSeated(second, table, "Second", third, newcomer, Role.MEDIATOR);
        TestTable.compare(table, second, "Second", third, newcomer);
        caucus = TestTable.found(
                table,
                "With Iran, compared",
                RoomKind.CAUCUS,
                RULES.withReaders(Standing.COMPARED),
                oman,
                second,
                iran);
        asked = "With Iran, compared";
        meanwhileLetIn(iran, () -> iran.say(caucus, "For those whom we compared."));
        long ticket = iran.await(
                "the words to wait",
                desk -> desk.messages().unplaced(caucus).stream()
                        .filter(one -> one.state() instanceof Messages.Unplaced.State.AskFirst)
                        .map(Messages.Unplaced::ticket)
                        .findFirst());
        assertThat(TestTable.keyOf(iran.desk().messages().decideLate(caucus, ticket, true)))
                .isEqualTo("message.readers-not-compared");
        TestTable.compare(table, iran, "Iran", third, newcomer);
        iran.desk().messages().decideLate(caucus, ticket, true).orThrow();
        third.awaitText(caucus, "For those whom we compared.");
    }

    @Test
    void a_crossing_whose_record_is_dropped_is_not_made() throws Exception {
        third = talks.node("another");
        newcomer = "Another";
        talks.pair(second, table, "Second", third, newcomer, Role.MEDIATOR);
        TestTable.compare(table, second, "Second", third, newcomer);
        RoomRef withIsrael = TestTable.found(table, "With Israel", RoomKind.CAUCUS, RULES, oman, israel);
        Hash passage = marked(Optional.empty());
        meanwhileLetIn(
                oman,
                () -> oman.desk()
                        .conveying()
                        .convey(
                                caucus,
                                passage,
                                new Bringing(withIsrael, CrossedAs.VERBATIM, "", "en", Direction.LTR, "", false))
                        .orThrow());

        Messages.LateAct record = oman.await(
                "its record to be listed",
                desk -> desk.messages().lateActs(caucus).stream().findFirst());
        assertThat(oman.desk().conveying().corridor(table).onTheWay()).hasSize(1);
        oman.desk().messages().decideLate(caucus, record.ticket(), false).orThrow();
        assertThat(oman.desk().conveying().corridor(table).onTheWay()).isEmpty();
    }

    /** The node is locked after its act; the others let the third mediator in; it comes back. */
    private void meanwhileLetIn(TestNode node, Runnable acts) throws Exception {
        meanwhile(node, acts, () -> admitThird(node == oman ? second : oman, node == iran ? second : iran));
    }

    private void meanwhile(TestNode node, Runnable acts, Runnable others) throws Exception {
        int port = talks.relay().port();
        talks.stopRelay();
        acts.run();
        node.stop();
        talks.startRelayAgain(port);
        others.run();
        node.restart();
    }

    private void admitThird(TestNode proposer, TestNode other) {
        Changes.Wish admission = new Changes.Wish.Admit(proposer.known(table, newcomer));
        assertThat(proposer.desk().changes().propose(caucus, admission, "").isDone())
                .isFalse();
        third.joins(third.asked(table, asked));
        proposer.awaitTrue(
                "the newcomer's keys",
                desk -> desk.changes().propose(caucus, admission, "").isDone());
        consents(other, admission);
        third.awaitOpen(caucus);
    }

    private Hash proposes(TestNode node, Changes.Wish wish) {
        return node.desk().changes().propose(caucus, wish, "").orThrow();
    }

    private void consents(TestNode node, Changes.Wish wish) {
        Hash proposal = node.await(
                "the proposal",
                desk -> desk.changes().open(caucus).stream()
                        .filter(one -> one.wish().equals(wish))
                        .map(Changes.ProposalView::id)
                        .findFirst());
        node.desk().changes().consent(caucus, proposal).orThrow();
    }

    private Hash marked(Optional<Instant> lapses) {
        iran.say(caucus, SAID);
        long line = iran.awaitText(caucus, SAID).index();
        iran.desk()
                .conveying()
                .mark(caucus, line, List.of(new Mark(SAID, new Label(Caveat.VERBATIM, "", lapses))))
                .orThrow();
        oman.awaitTrue("the passage", desk -> !desk.conveying().passages(caucus).isEmpty());
        return iran.await(
                        "its own passage",
                        desk -> desk.conveying().passages(caucus).stream().findFirst())
                .id();
    }

    private int waiting(TestNode node) {
        return node.modified(work -> work.inRoom(caucus, (_, sheet) -> parley.base.Result.done(sheet.unplaced.size())))
                .orThrow();
    }

    private static List<String> keys(List<Messages.LateAct> late) {
        return late.stream().map(act -> ((Line.Passages) act.line()).key()).toList();
    }

    private List<String> notices(TestNode node) {
        return node.desk().rooms().room(caucus).orElseThrow().notices().stream()
                .map(Notice::key)
                .toList();
    }
}
