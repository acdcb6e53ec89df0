package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Principal;
import parley.base.Result;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.room.Plan;

/** A yes to a room counts for the relay that was shown with the question, and leads nowhere else. */
final class YesToARelayTest extends TwoRelays {
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

    /** Buttons are shown by it, and any thread may ask. */
    @Test
    void an_asking_waits_from_when_a_person_is_asked_until_it_has_answered() {
        Actor qatar = scene.guest("Qatar");
        assertThat(waits(qatar, room)).isFalse();
        asksForACard(qatar, scene.oman, room, Optional.empty());
        assertThat(waits(qatar, room)).isTrue();
        Actor.done(qatar.act((s, tx) -> s.decline(tx, room)));
        assertThat(waits(qatar, room)).as("after a no").isFalse();
        asksForACard(qatar, scene.oman, room, Optional.empty());
        Actor.done(qatar.joins(room));
        assertThat(waits(qatar, room)).as("after a yes").isFalse();
    }

    @Test
    void a_founding_waits_for_those_alone_who_are_asked_and_have_not_answered() {
        RoomPlan plan = new RoomPlan(
                "caucus",
                Bytes.utf8("rules"),
                List.of(scene.oman.id(), scene.israel.id(), scene.iran.id()),
                3,
                scene.world.relay.address());
        RoomId made = Actor.done(scene.oman.act((s, tx) -> s.found(tx, plan)));
        assertThat(waits(scene.iran, made)).isFalse();
        scene.world.settle();
        assertThat(waits(scene.iran, made)).isTrue();
        assertThat(waits(scene.oman, made)).as("who founds it").isFalse();
        Actor.done(scene.iran.joins(made));
        scene.world.settle();
        assertThat(waits(scene.iran, made)).isFalse();
        assertThat(waits(scene.israel, made)).isTrue();
    }

    private static boolean waits(Actor actor, RoomId which) {
        return actor.store.transact(tx -> OpenAskings.holds(tx, actor.seat().table(), which));
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
}
