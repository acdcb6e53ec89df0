package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.Role;
import parley.node.desk.Changes;
import parley.node.desk.Messages;
import parley.node.desk.Phasing;
import parley.node.desk.Phasing.Answer;
import parley.node.desk.RoomRef;
import parley.protocol.seat.RoomPlan;
import parley.talks.message.Direction;
import parley.talks.message.MessageKind;
import parley.talks.phase.Aim;
import parley.talks.phase.Phase;
import parley.talks.phase.PhaseEvent;
import parley.talks.room.RoomEvent;
import parley.talks.rules.RoomKind;
import parley.talks.rules.RoomTerms;
import parley.talks.rules.Rules;

/** A mediator between two delegations that have never met: one phase at the whole table, though rooms share no log. */
@Tag("wide")
final class PhaseNodesTest extends TwoCaucuses {
    @Test
    void one_side_steps_back_alone_and_all_move_on_together() {
        iran.desk().phasing().stepBack(table, Phase.COURIER).orThrow();
        awaitPhase(israel, Phase.COURIER);
        assertThat(TestTable.keyOf(say(israel, withIsrael))).isEqualTo("phase.postman-only");
        assertThat(TestTable.keyOf(iran.desk().phasing().propose(table, Aim.EXPLORATORY)))
                .isEqualTo("phase.who-proposes");
        awaitPhase(oman, Phase.COURIER);

        oman.awaitTrue(
                "both rooms", desk -> phase(oman).rooms().stream().allMatch(room -> room.now() == Phase.COURIER));
        oman.desk().phasing().propose(table, Aim.EXPLORATORY).orThrow();
        Hash move = awaitMove(iran);
        assertThat(awaitMove(israel)).isEqualTo(move);
        iran.desk().phasing().accept(table, move).orThrow();
        oman.awaitTrue("Iran's acceptance", desk -> answers(oman).equals(List.of(Answer.ACCEPTED, Answer.NOT_YET)));
        assertThat(answers(israel)).containsExactly(Answer.ELSEWHERE, Answer.NOT_YET);
        assertThat(phase(iran).now()).isEqualTo(Phase.COURIER);

        israel.desk().phasing().accept(table, move).orThrow();
        awaitPhase(iran, Phase.EXPLORATORY);
        awaitPhase(israel, Phase.EXPLORATORY);
        say(israel, withIsrael).orThrow();
    }

    @Test
    void who_declines_ends_the_move_for_all() {
        iran.desk().phasing().stepBack(table, Phase.COURIER).orThrow();
        awaitPhase(israel, Phase.COURIER);
        awaitPhase(oman, Phase.COURIER);
        oman.desk().phasing().propose(table, Aim.TALKS).orThrow();
        Hash move = awaitMove(iran);
        awaitMove(israel);
        israel.desk().phasing().withdraw(table, move).orThrow();
        iran.awaitTrue("the end", desk -> phase(iran).move().isEmpty());
        assertThat(TestTable.keyOf(iran.desk().phasing().accept(table, move))).isEqualTo("phase.no-such-move");
        assertThat(phase(iran).now()).isEqualTo(Phase.COURIER);
    }

    @Test
    void nobody_goes_direct_before_all_parties_agreed_on_it() {
        iran.desk().phasing().stepBack(table, Phase.COURIER).orThrow();
        awaitPhase(oman, Phase.COURIER);
        awaitPhase(israel, Phase.COURIER);
        assertThat(TestTable.keyOf(plan())).isEqualTo("phase.go-direct-first");

        oman.desk().phasing().propose(table, Aim.PLENARY).orThrow();
        Hash move = awaitMove(iran);
        awaitMove(israel);
        iran.desk().phasing().accept(table, move).orThrow();
        israel.desk().phasing().accept(table, move).orThrow();
        for (TestNode node : List.of(oman, iran, israel)) {
            node.awaitTrue(
                    "the agreement",
                    desk -> desk.phasing().phase(table).direct().equals(List.of(RoomKind.PLENARY)));
        }
        plan().orThrow();
        assertThat(phase(oman).now()).isEqualTo(Phase.COURIER);
    }

    /** A room begins with talks; one that is founded later must not open what the table has not. */
    @Test
    void a_room_that_is_founded_after_a_move_has_the_phase_of_its_table() {
        iran.desk().phasing().stepBack(table, Phase.COURIER).orThrow();
        awaitPhase(israel, Phase.COURIER);
        awaitPhase(oman, Phase.COURIER);
        oman.desk().phasing().propose(table, Aim.EXPLORATORY).orThrow();
        Hash move = awaitMove(iran);
        awaitMove(israel);
        iran.desk().phasing().accept(table, move).orThrow();
        israel.desk().phasing().accept(table, move).orThrow();
        for (TestNode node : List.of(oman, iran, israel)) {
            awaitPhase(node, Phase.EXPLORATORY);
        }

        RoomRef later = TestTable.found(table, "Later", RoomKind.CAUCUS, TestTable.ANSWERED, oman, iran);
        for (TestNode node : List.of(oman, iran)) {
            node.awaitTrue(
                    "its phase",
                    _ -> phase(node).rooms().stream()
                            .anyMatch(room -> room.room().equals(later) && room.now() == Phase.EXPLORATORY));
        }
        oman.desk().phasing().propose(table, Aim.TALKS).orThrow();
        Hash onward = awaitMove(iran);
        awaitMove(israel);
        iran.desk().phasing().accept(table, onward).orThrow();
        israel.desk().phasing().accept(table, onward).orThrow();
        for (TestNode node : List.of(oman, iran, israel)) {
            awaitPhase(node, Phase.TALKS);
        }
    }

    @Test
    void no_commission_meets_before_talks_and_nobody_founds_or_joins_a_room_of_the_protocol() {
        assertThat(TestTable.keyOf(
                        oman.desk().rooms().plan(table, "Behind", RoomKind.PROTOCOL, others(), 3, TestTable.ANSWERED)))
                .isEqualTo("room.kind-not-for-people");
        PrincipalId asked = iran.desk().tables().table(table).orElseThrow().self();
        oman.modified(work -> work.atTable(table, seat -> {
                    RoomPlan plan = new RoomPlan(
                            "Behind",
                            new RoomTerms(RoomKind.PROTOCOL, TestTable.ANSWERED).encoded(),
                            List.of(seat.self().id(), asked),
                            3,
                            talks.relay());
                    return seat.found(work.tx, plan).map(room -> Ok.OK);
                }))
                .orThrow();
        iran.awaitTrue(
                "the warning",
                desk -> desk.tables().table(table).orElseThrow().notices().stream()
                        .anyMatch(one -> one.key().equals("table.asked-unreadably")));
        assertThat(iran.desk().rooms().list(table))
                .noneMatch(room -> room.name().equals("Behind"));

        iran.desk().phasing().stepBack(table, Phase.COURIER).orThrow();
        awaitPhase(oman, Phase.COURIER);
        assertThat(TestTable.keyOf(oman.desk()
                        .rooms()
                        .plan(table, "Inspectors", RoomKind.COMMISSION, others(), 3, TestTable.ANSWERED)))
                .isEqualTo("phase.go-direct-first");
    }

    @Test
    void no_table_opens_under_rules_that_leave_a_question_open_whoever_asks() {
        assertThat(TestTable.keyOf(
                        oman.desk().rooms().plan(table, "All", RoomKind.PLENARY, others(), 3, Rules.standard())))
                .isEqualTo("rules.to-answer");
        PrincipalId asked = iran.desk().tables().table(table).orElseThrow().self();
        oman.modified(work -> work.atTable(table, seat -> {
                    RoomPlan plan = new RoomPlan(
                            "Unanswered",
                            new RoomTerms(RoomKind.PLENARY, Rules.standard()).encoded(),
                            List.of(seat.self().id(), asked),
                            3,
                            talks.relay());
                    return seat.found(work.tx, plan).map(room -> Ok.OK);
                }))
                .orThrow();
        RoomRef room = iran.asked(table, "Unanswered");
        assertThat(TestTable.keyOf(iran.desk().rooms().join(room, iran.asking(room))))
                .isEqualTo("rules.to-answer");
        iran.desk().rooms().decline(room).orThrow();
    }

    @Test
    void nothing_moves_on_to_talks_while_the_rules_of_one_caucus_leave_a_question_open() {
        RoomRef contact = TestTable.found(table, "Contact", RoomKind.CAUCUS, Rules.standard(), oman, iran);
        iran.desk().phasing().stepBack(table, Phase.COURIER).orThrow();
        oman.awaitTrue("all rooms", desk -> phase(oman).rooms().stream().allMatch(room -> room.now() == Phase.COURIER));
        assertThat(oman.desk().phasing().propose(table, Aim.TALKS))
                .isEqualTo(Result.refused("phase.rules-to-answer", "Contact", "open", "open", "open", "open"));
        assertThat(phase(israel).move()).isEmpty();

        Rules answered = TestTable.ANSWERED.next();
        oman.desk()
                .changes()
                .propose(contact, new Changes.Wish.NewRules(answered), "")
                .orThrow();
        Hash proposal = iran.await(
                "the proposal",
                desk -> desk.changes().open(contact).stream()
                        .map(Changes.ProposalView::id)
                        .findFirst());
        iran.desk().changes().consent(contact, proposal).orThrow();
        oman.awaitTrue(
                "the answers",
                desk -> desk.rooms()
                        .room(contact)
                        .filter(view -> view.rules().equals(answered))
                        .isPresent());
        oman.desk().phasing().propose(table, Aim.TALKS).orThrow();
    }

    /** A mediator can't carry a move into a room without it; the device of a party that sits there says nothing for its people. */
    @Test
    void nobody_accepts_for_a_party_that_sits_in_a_direct_room() {
        TestTable.pairSeated(iran, table, "Iran", israel, "Israel");
        TestTable.compare(table, iran, "Iran", israel, "Israel");
        RoomRef direct = TestTable.found(table, "The two", RoomKind.DIRECT, TestTable.ANSWERED, iran, israel);
        iran.desk().phasing().stepBack(table, Phase.EXPLORATORY).orThrow();
        for (TestNode node : List.of(oman, iran, israel)) {
            awaitPhase(node, Phase.EXPLORATORY);
        }
        assertThat(israel.events(direct)).contains("line.phase-back.exploratory");

        oman.desk().phasing().propose(table, Aim.TALKS).orThrow();
        Hash move = awaitMove(iran);
        awaitMove(israel);
        // To and fro: what either device would say there by itself stands before its people's next word.
        israel.say(direct, "A word between us.");
        iran.awaitText(direct, "A word between us.");
        iran.say(direct, "We heard it.");
        israel.awaitText(direct, "We heard it.");
        israel.say(direct, "Good.");
        iran.awaitText(direct, "Good.");
        assertThat(iran.events(direct)).doesNotContain("line.phase-proposed.talks");
        assertThat(answers(oman)).containsExactly(Answer.NOT_YET, Answer.NOT_YET);
        assertThat(phase(iran).move().orElseThrow().mayAccept()).isTrue();
        assertThat(phase(israel).move().orElseThrow().mayAccept()).isTrue();

        israel.desk().phasing().accept(table, move).orThrow();
        oman.awaitTrue("Israel's acceptance", desk -> answers(oman).equals(List.of(Answer.NOT_YET, Answer.ACCEPTED)));
        assertThat(phase(iran).move().orElseThrow().mayAccept()).isTrue();
        assertThat(phase(iran).now()).isEqualTo(Phase.EXPLORATORY);
        iran.desk().phasing().accept(table, move).orThrow();
        for (TestNode node : List.of(oman, iran, israel)) {
            awaitPhase(node, Phase.TALKS);
        }
    }

    /** A mediator's modified node, after one side has taken a phase back: what that side once accepted is put to it in another room. */
    @Test
    void an_acceptance_that_was_taken_back_by_a_step_is_said_in_no_other_room() {
        Hash nonce = Hash.of("an old move");
        PhaseEvent.Proposed old = new PhaseEvent.Proposed(nonce, Aim.DRAFTING, List.of(party(iran, "Iran")));
        oman.seal(withIran, new RoomEvent.OfPhase(old));
        iran.desk().phasing().accept(table, awaitMove(iran)).orThrow();
        awaitPhase(iran, Phase.DRAFTING);
        iran.desk().phasing().stepBack(table, Phase.TALKS).orThrow();
        awaitPhase(iran, Phase.TALKS);

        RoomRef other = TestTable.found(table, "Again", RoomKind.CAUCUS, TestTable.ANSWERED, oman, iran);
        oman.seal(other, new RoomEvent.OfPhase(old));
        awaitMove(oman);
        iran.awaitTrue("the old move or its end", desk -> iran.events(other).contains("line.phase-proposed.drafting"));
        iran.say(other, "We are here.");
        oman.awaitText(other, "We are here.");
        assertThat(oman.events(other)).doesNotContain("line.phase-accepted");
        oman.seal(other, new RoomEvent.OfPhase(new PhaseEvent.Moved(old.name())));
        assertThat(iran.refusal(other)).startsWith("Oman");
        awaitPhase(iran, Phase.TALKS);
    }

    /** Of a mediator whose node doesn't carry a refusal from one room of a party into its other one. */
    @Test
    void who_takes_its_acceptance_back_takes_it_back_in_every_room_by_itself() throws Exception {
        RoomRef other = TestTable.found(table, "Again", RoomKind.CAUCUS, TestTable.ANSWERED, oman, iran);
        PhaseEvent.Proposed move = new PhaseEvent.Proposed(
                Hash.of("a move"), Aim.DRAFTING, List.of(party(iran, "Iran"), party(israel, "Israel")));
        for (RoomRef room : List.of(withIran, other)) {
            oman.seal(room, new RoomEvent.OfPhase(move));
        }
        iran.awaitTrue(
                "both rooms",
                desk -> List.of(withIran, other).stream()
                        .allMatch(room -> iran.events(room).contains("line.phase-proposed.drafting")));
        iran.desk().phasing().accept(table, move.name()).orThrow();
        oman.awaitTrue(
                "both acceptances",
                desk -> List.of(withIran, other).stream()
                        .allMatch(room -> oman.events(room).contains("line.phase-accepted")));
        oman.stop();
        iran.desk().phasing().withdraw(table, move.name()).orThrow();
        for (RoomRef room : List.of(withIran, other)) {
            iran.awaitTrue("the end", desk -> iran.events(room).contains("line.phase-withdrawn"));
        }
    }

    private Principal party(TestNode node, String name) {
        return new Principal(node.desk().tables().table(table).orElseThrow().self(), name, Role.PARTY);
    }

    private Result<RoomRef> plan() {
        return oman.desk().rooms().plan(table, "All", RoomKind.PLENARY, others(), 3, TestTable.ANSWERED);
    }

    private List<PrincipalId> others() {
        return oman.desk().people().list(table).stream()
                .map(person -> person.id())
                .toList();
    }

    private Phasing.TablePhase phase(TestNode node) {
        return node.desk().phasing().phase(table);
    }

    private List<Answer> answers(TestNode node) {
        return phase(node).move().stream()
                .flatMap(move -> move.parties().stream())
                .sorted(java.util.Comparator.comparing(Phasing.PartyView::name))
                .map(Phasing.PartyView::answer)
                .toList();
    }

    private void awaitPhase(TestNode node, Phase wanted) {
        node.awaitTrue(
                "the phase " + wanted,
                desk -> desk.phasing().phase(table).rooms().stream().allMatch(room -> room.now() == wanted));
    }

    private Hash awaitMove(TestNode node) {
        return node.await("a move", desk -> desk.phasing().phase(table).move().map(Phasing.MoveView::id));
    }

    private static Result<Long> say(TestNode node, RoomRef room) {
        return node.desk()
                .messages()
                .send(
                        room,
                        new Messages.Outgoing(
                                MessageKind.OFFER,
                                "Eighteen hours.",
                                "en",
                                Direction.LTR,
                                Optional.empty(),
                                false,
                                List.of()));
    }
}
