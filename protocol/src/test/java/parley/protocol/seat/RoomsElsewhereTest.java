package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Ok;
import parley.base.Principal;
import parley.base.Result;
import parley.base.Role;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.MemoryRelay;
import parley.protocol.fixture.TestFold;
import parley.protocol.identity.InboxAddress;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.RelayAddress;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.protocol.room.Plan;

/** A room lies where its people said yes to it: honest nodes are never elsewhere, and no yes leads where nobody showed. */
final class RoomsElsewhereTest {
    private final Scene scene = new Scene();
    private final RoomId room = scene.plenary();
    private final MemoryRelay foreign = new MemoryRelay("elsewhere.test");

    RoomsElsewhereTest() {
        scene.warmUp(room);
        scene.world.add(foreign);
    }

    private void move(RoomId which, RelayAddress relay) {
        Bytes change = scene.oman
                .act((s, tx) -> s.change(tx, which, ChangeKind.MOVE, scene.oman.id(), Optional.of(relay)))
                .orThrow();
        scene.oman.say(which, TestFold.propose(ChangeKind.MOVE, scene.oman.id(), change));
        scene.world.settle();
        scene.israel.say(which, TestFold.consent(Seat.proposal(change)));
        scene.world.settle();
    }

    private RoomId roomOf(Actor founder, Actor other) {
        return roomAt(scene.world.relay.address(), founder, other);
    }

    private RoomId roomAt(RelayAddress relay, Actor founder, Actor other) {
        RoomPlan plan = new RoomPlan("caucus", Bytes.utf8("rules"), List.of(founder.id(), other.id()), 3, relay);
        RoomId made = Actor.done(founder.act((s, tx) -> s.found(tx, plan)));
        scene.world.settle();
        Actor.done(other.joins(made));
        scene.world.settle();
        return made;
    }

    private void assertThatNobodyIsElsewhere(Actor... actors) {
        for (Actor actor : actors) {
            assertThat(actor.seat().peers())
                    .as(actor.name)
                    .allMatch(peer -> peer.elsewhere().isEmpty());
        }
    }

    private void assertTalk(RoomId in, Actor... actors) {
        List<String> said = Stream.of(actors)
                .map(actor -> "of " + actor + " at " + scene.world.clock.instant())
                .toList();
        for (int i = 0; i < actors.length; i++) {
            actors[i].say(in, said.get(i));
        }
        scene.world.settleOver(Scene.STEP, 3);
        for (Actor reader : actors) {
            assertThat(Scene.texts(reader, in)).as(reader.name).containsAll(said);
        }
    }

    @Test
    void once_a_room_moved_its_members_are_reached_where_it_is() {
        InboxAddress wanted = Scene.ownInboxAt(scene.iran, foreign.address());
        scene.tells(scene.iran, scene.israel, wanted);
        move(room, foreign.address());
        assertThat(Scene.peer(scene.israel, scene.iran).inbox.log().relay()).isEqualTo(foreign.address());
        assertThat(scene.israel.facts(Fact.InboxElsewhere.class).getLast().settled())
                .isTrue();
        assertTalk(room, scene.oman, scene.israel, scene.iran);
    }

    /** Its newest inbox lies where that room is, and those whom it invites next have nothing to do with that relay. */
    @Test
    void whoever_is_invited_after_a_room_was_founded_elsewhere_sits_at_the_tables_own_relay() {
        RoomId caucus = roomAt(foreign.address(), scene.oman, scene.israel);
        assertTalk(caucus, scene.oman, scene.israel);
        Actor qatar = scene.guest("Qatar");
        assertThat(qatar.seat().desk().self.relay).isEqualTo(scene.world.relay.address());
        assertThatCalls(qatar, foreign.address(), false);
        scene.change(room, ChangeKind.ADMIT, qatar);
        scene.world.settleOver(Scene.STEP, 4);
        assertThatNobodyIsElsewhere(scene.oman, scene.israel, scene.iran, qatar);
        assertTalk(room, scene.oman, scene.israel, scene.iran, qatar);
    }

    @Test
    void who_comes_back_asks_at_the_tables_own_relay_although_a_room_was_founded_elsewhere() {
        roomAt(foreign.address(), scene.oman, scene.israel);
        Bytes file = Actor.done(scene.israel.act((s, tx) -> s.askForRenewal(tx, false)))
                .file();
        assertThat(relayOf(file)).isEqualTo(scene.world.relay.address());
    }

    /** As long as one room lies there, its people are. */
    @Test
    void invitations_leave_the_tables_own_relay_with_the_last_of_its_rooms_and_come_back_with_the_first() {
        RoomId caucus = roomOf(scene.oman, scene.israel);
        move(caucus, foreign.address());
        assertThat(relayOf(invitationOf(scene.oman))).isEqualTo(scene.world.relay.address());
        move(room, foreign.address());
        assertThat(relayOf(invitationOf(scene.oman))).isEqualTo(foreign.address());
        MemoryRelay third = new MemoryRelay("third.test");
        scene.world.add(third);
        roomAt(third.address(), scene.oman, scene.israel);
        assertThat(relayOf(invitationOf(scene.oman)))
                .as("founded elsewhere after all had moved")
                .isEqualTo(foreign.address());
        roomOf(scene.oman, scene.israel);
        assertThat(relayOf(invitationOf(scene.oman))).isEqualTo(scene.world.relay.address());
    }

    private static Bytes invitationOf(Actor actor) {
        return Actor.done(actor.act((s, tx) -> s.invite(tx, "Qatar", Role.GUARANTOR, Duration.ofDays(1))))
                .file();
    }

    private RelayAddress relayOf(Bytes invitation) {
        return Actor.done(Invited.look(invitation, scene.world.clock.instant())).relay();
    }

    /** Israel's caucus is at the relay that the mediator's other guest never heard of. */
    @Test
    void whoever_sits_at_two_relays_answers_an_invitation_at_the_one_that_it_names() {
        Actor qatar = scene.guest("Qatar");
        RoomId caucus = roomOf(scene.oman, scene.israel);
        move(caucus, foreign.address());
        Bytes file = Actor.done(qatar.act((s, tx) -> s.invite(tx, "Israel", Role.PARTY, Duration.ofDays(1))))
                .file();
        Actor.done(scene.israel.act((s, tx) -> s.meet(tx, file)));
        scene.world.settle();
        assertThat(Scene.peer(qatar, scene.israel).paired).isTrue();
        assertThat(Scene.peer(scene.israel, qatar).paired).isTrue();
        assertThatNobodyIsElsewhere(scene.oman, scene.israel, scene.iran, qatar);
        assertTalk(roomOf(qatar, scene.israel), qatar, scene.israel);
    }

    /** After a removal all are somewhere else: where this room is, not where another moved. */
    @Test
    void after_a_removal_the_others_are_reached_at_new_inboxes_although_another_room_moved() {
        Actor qatar = scene.guest("Qatar");
        scene.change(room, ChangeKind.ADMIT, qatar);
        scene.world.settleOver(Scene.STEP, 4);
        RoomId caucus = roomOf(scene.oman, scene.israel);
        move(caucus, foreign.address());
        InboxAddress known = Scene.peer(scene.iran, scene.israel).inbox;
        scene.change(room, ChangeKind.REMOVE, qatar);
        assertThat(Scene.peer(scene.iran, scene.israel).inbox).isNotEqualTo(known);
        assertThatNobodyIsElsewhere(scene.oman, scene.israel, scene.iran);
        assertTalk(room, scene.oman, scene.israel, scene.iran);
        assertTalk(caucus, scene.oman, scene.israel);
    }

    /** Qatar joined when the table's first relay was left by everybody; Iran comes back and was there from the beginning. */
    @Test
    void who_comes_back_is_reached_by_one_who_knows_the_later_relay_only() {
        move(room, foreign.address());
        Actor qatar = scene.guest("Qatar");
        assertThat(qatar.seat().desk().self.relay).isEqualTo(foreign.address());
        scene.change(room, ChangeKind.ADMIT, qatar);
        scene.world.settleOver(Scene.STEP, 4);
        Bytes file = Actor.done(scene.iran.act((s, tx) -> s.askForRenewal(tx, false)))
                .file();
        Actor.done(scene.oman.act((s, tx) -> s.meet(tx, file)));
        scene.world.settle();
        scene.ratify(room, ChangeKind.RENEW, scene.iran, scene.oman, scene.israel);
        scene.world.settle();
        assertThatNobodyIsElsewhere(scene.oman, scene.israel, scene.iran, qatar);
        assertTalk(room, scene.oman, scene.israel, scene.iran, qatar);
    }

    /** It was asked for its card before the room moved, and let in afterwards. */
    @Test
    void a_newcomer_gives_another_card_when_the_room_moved_meanwhile() {
        Actor qatar = scene.guest("Qatar");
        scene.change(room, ChangeKind.ADMIT, qatar, scene.oman);
        move(room, foreign.address());
        Result<Bytes> again =
                scene.oman.act((s, tx) -> s.change(tx, room, ChangeKind.ADMIT, qatar.id(), Optional.empty()));
        assertThat(again).isEqualTo(Result.refused("room.card-asked", "Qatar"));
        scene.world.settle();
        assertThatCalls(qatar, foreign.address(), false);
        scene.change(room, ChangeKind.ADMIT, qatar);
        assertThatCalls(qatar, foreign.address(), true);
        assertThatNobodyIsElsewhere(scene.oman, scene.israel, scene.iran, qatar);
        assertTalk(room, scene.oman, scene.israel, scene.iran, qatar);
    }

    /** Its person said yes to a room at one relay; who opens it there at another has to ask again. */
    @Test
    void an_opening_that_leads_elsewhere_than_was_asked_is_laid_before_people_first() {
        Actor qatar = scene.guest("Qatar");
        scene.change(room, ChangeKind.ADMIT, qatar, scene.oman);
        qatar.offline = true;
        scene.change(room, ChangeKind.ADMIT, qatar);
        move(room, foreign.address());
        // As a member does that never left the first relay: it opens where the room went on.
        InboxMessage.OpeningSent sent = scene.oman.store.transact(tx -> {
            Room here = Scene.room(scene.oman, room);
            Epoch epoch = here.current();
            return new InboxMessage.OpeningSent(
                    epoch.opening,
                    epoch.secrets,
                    here.state.plan,
                    here.folded.encoded(),
                    epoch.opening.roster().members().stream()
                            .map(m -> here.card(tx, m))
                            .toList());
        });
        opens(qatar, sent);
        opens(qatar, sent);
        assertThat(qatar.seat().room(room)).isEmpty();
        assertThatCalls(qatar, foreign.address(), false);
        assertThat(qatar.facts(Fact.AskedToJoin.class))
                .extracting(asked -> asked.plan().relay())
                .containsExactly(scene.world.relay.address(), foreign.address());
        Actor.done(qatar.act((s, tx) -> s.decline(tx, room)));
        opens(qatar, sent);
        assertThat(askedAt(qatar))
                .as("who said no is asked no more by what goes again")
                .hasSize(2);
        asksForACard(qatar, scene.oman, room, Optional.of(foreign.address()));
        Actor.done(qatar.joins(room));
        opens(qatar, sent);
        assertThat(askedAt(qatar)).hasSize(3);
        assertThat(qatar.seat().room(room)).isPresent();
        assertThat(qatar.alarms()).isEmpty();
    }

    private static boolean asksForACard(Actor newcomer, Actor asker, RoomId which, Optional<RelayAddress> relay) {
        return newcomer.act((s, tx) -> {
            List<Principal> members = List.of(asker.seat().self());
            s.desk()
                    .rooms
                    .newcomer()
                    .cardAsked(
                            tx,
                            Scene.peer(newcomer, asker),
                            new InboxMessage.CardAsked(which, "plenary", Bytes.utf8("rules"), 4, relay, members));
            return s.desk().rooms.newcomer().isAsked(tx, which);
        });
    }

    private static List<RelayAddress> askedAt(Actor newcomer) {
        return newcomer.facts(Fact.AskedToJoin.class).stream()
                .map(asked -> asked.plan().relay())
                .toList();
    }

    /** Nodes of before the relay was said ask so still. */
    @Test
    void who_is_asked_without_a_relay_gives_a_card_at_the_tables() {
        Actor qatar = scene.guest("Qatar");
        assertThat(asksForACard(qatar, scene.oman, room, Optional.empty())).isTrue();
        assertThat(askedAt(qatar)).containsExactly(scene.world.relay.address());
        scene.oman.act((s, tx) -> s.change(tx, room, ChangeKind.ADMIT, qatar.id(), Optional.empty()));
        Actor.done(qatar.joins(room));
        scene.change(room, ChangeKind.ADMIT, qatar);
        assertTalk(room, scene.oman, scene.israel, qatar);
    }

    @Test
    void an_asking_that_is_open_is_not_taken_over_by_another_who_names_another_relay() {
        Actor qatar = scene.guest("Qatar");
        scene.world.pair(scene.israel, qatar);
        asksForACard(qatar, scene.oman, room, Optional.of(scene.world.relay.address()));
        asksForACard(qatar, scene.israel, room, Optional.of(foreign.address()));
        assertThat(askedAt(qatar)).containsExactly(scene.world.relay.address());
        Actor.done(qatar.joins(room));
        assertThatCalls(qatar, foreign.address(), false);
    }

    /** A vault of before the relay was kept has an asking and none. */
    @Test
    void an_asking_that_people_are_not_shown_leaves_no_relay_beside_the_one_that_they_were_shown() {
        Actor qatar = scene.guest("Qatar");
        asksForACard(qatar, scene.oman, room, Optional.empty());
        qatar.act((s, tx) -> {
            tx.delete(s.desk().cells.askedRelay(room));
            return true;
        });
        qatar.turnsAway = true;
        asksForACard(qatar, scene.oman, room, Optional.of(foreign.address()));
        qatar.turnsAway = false;
        Actor.done(saysYes(qatar, room, scene.world.relay.address()));
        assertThatCalls(qatar, foreign.address(), false);
    }

    // ---- What a yes counts for

    /** Between the page and the click the same peer may ask anew. */
    @Test
    void a_yes_to_a_relay_that_is_not_the_one_of_now_is_refused_and_leads_nowhere() {
        Actor qatar = scene.guest("Qatar");
        asksForACard(qatar, scene.oman, room, Optional.of(scene.world.relay.address()));
        asksForACard(qatar, scene.oman, room, Optional.of(foreign.address()));
        assertThat(saysYes(qatar, room, scene.world.relay.address()))
                .isEqualTo(Result.refused("founding.asked-otherwise"));
        assertThatCalls(qatar, foreign.address(), false);
        Actor.done(saysYes(qatar, room, foreign.address()));
        assertThatCalls(qatar, foreign.address(), true);
    }

    @Test
    void a_yes_to_a_founding_counts_for_the_relay_of_its_plan_alone() {
        RoomPlan plan = new RoomPlan(
                "caucus", Bytes.utf8("rules"), List.of(scene.oman.id(), scene.iran.id()), 3, foreign.address());
        RoomId made = Actor.done(scene.oman.act((s, tx) -> s.found(tx, plan)));
        scene.world.settle();
        assertThat(saysYes(scene.iran, made, scene.world.relay.address()))
                .isEqualTo(Result.refused("founding.asked-otherwise"));
        assertThatCalls(scene.iran, foreign.address(), false);
        Actor.done(saysYes(scene.iran, made, foreign.address()));
        scene.world.settle();
        assertTalk(made, scene.oman, scene.iran);
    }

    /** The yes would answer the asking, and the page show the founding. */
    @Test
    void a_founding_is_not_shown_over_an_open_asking_into_the_same_room() {
        Actor qatar = scene.guest("Qatar");
        asksForACard(qatar, scene.oman, room, Optional.of(foreign.address()));
        List<Principal> members = List.of(scene.oman.seat().self(), qatar.seat().self());
        Plan plan = new Plan(
                scene.oman.seat().table(),
                room,
                "plenary",
                Bytes.utf8("rules"),
                members.stream().map(Principal::id).toList(),
                4,
                scene.world.relay.address());
        Scene.send(scene.oman, qatar, new InboxMessage.RoomAsked(plan, members));
        scene.world.settle();
        assertThat(askedAt(qatar)).containsExactly(foreign.address());
    }

    /** Who else was asked knows the room's name: the page would show its asking, and nobody could answer the founder any more. */
    @Test
    void an_asking_is_not_shown_over_a_founding_of_the_same_room_that_waits_for_its_answer() {
        Actor qatar = scene.guest("Qatar");
        scene.world.pair(scene.israel, qatar);
        RoomPlan plan = new RoomPlan(
                "caucus", Bytes.utf8("rules"), List.of(scene.oman.id(), qatar.id()), 3, scene.world.relay.address());
        RoomId made = Actor.done(scene.oman.act((s, tx) -> s.found(tx, plan)));
        scene.world.settle();
        asksForACard(qatar, scene.israel, made, Optional.of(foreign.address()));
        assertThat(askedAt(qatar)).containsExactly(scene.world.relay.address());
        Actor.done(saysYes(qatar, made, scene.world.relay.address()));
        scene.world.settle();
        assertThatCalls(qatar, foreign.address(), false);
        assertTalk(made, scene.oman, qatar);
    }

    /** Answered by itself, the question would stand on the page with nothing behind its buttons. */
    @Test
    void who_has_the_question_on_the_page_is_asked_anew_and_not_answered_for_although_it_is_renewed() {
        Bytes file = Actor.done(scene.iran.act((s, tx) -> s.askForRenewal(tx, false)))
                .file();
        Actor.done(scene.oman.act((s, tx) -> s.meet(tx, file)));
        scene.world.settle();
        assertThat(asksForACard(scene.iran, scene.oman, room, Optional.of(foreign.address())))
                .isTrue();
        assertThat(asksForACard(scene.iran, scene.oman, room, Optional.of(scene.world.relay.address())))
                .isTrue();
        Actor.done(saysYes(scene.iran, room, scene.world.relay.address()));
        assertThatCalls(scene.iran, foreign.address(), false);
    }

    private static Result<Ok> saysYes(Actor actor, RoomId which, RelayAddress shown) {
        return actor.act((s, tx) -> s.consent(tx, which, shown));
    }

    private void opens(Actor newcomer, InboxMessage.OpeningSent sent) {
        newcomer.act((s, tx) -> {
            s.desk().rooms.newcomer().opening(tx, Scene.peer(newcomer, scene.oman), sent);
            return true;
        });
    }

    private static void assertThatCalls(Actor actor, RelayAddress relay, boolean calls) {
        assertThat(actor.seat().readings().stream()
                        .anyMatch(reading -> reading.log().relay().equals(relay)))
                .isEqualTo(calls);
    }
}
