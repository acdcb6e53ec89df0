package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
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

/** A room lies where its people said yes to it: honest nodes are never elsewhere. */
final class RoomsElsewhereTest extends TwoRelays {
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
        InboxMessage.OpeningSent sent = openingElsewhereThanAsked(qatar);
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

    private InboxMessage.OpeningSent openingElsewhereThanAsked(Actor qatar) {
        scene.change(room, ChangeKind.ADMIT, qatar, scene.oman);
        qatar.offline = true;
        scene.change(room, ChangeKind.ADMIT, qatar);
        move(room, foreign.address());
        // As a member does that never left the first relay: it opens where the room went on.
        return scene.oman.store.transact(tx -> {
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
    }

    /** It was let in wherever the room lay by then, and no relay was kept. */
    @Test
    void a_vault_of_before_goes_on_using_the_relay_where_its_room_lies() {
        Actor qatar = scene.guest("Qatar");
        InboxMessage.OpeningSent sent = openingElsewhereThanAsked(qatar);
        qatar.act((s, tx) -> {
            s.desk().reach.use(tx, foreign.address());
            return true;
        });
        opens(qatar, sent);
        qatar.act((s, tx) -> {
            tx.delete(s.desk().cells.usedRelays());
            return true;
        });
        qatar.restart();
        qatar.offline = false;
        scene.world.settle();
        assertThat(qatar.facts(Fact.InboxElsewhere.class)).isEmpty();
        assertThat(Scene.peer(qatar, scene.oman).inbox.log().relay()).isEqualTo(foreign.address());
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

    private void opens(Actor newcomer, InboxMessage.OpeningSent sent) {
        newcomer.act((s, tx) -> {
            s.desk().rooms.newcomer().opening(tx, Scene.peer(newcomer, scene.oman), sent);
            return true;
        });
    }
}
