package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Hash;
import parley.base.Randomness;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.identity.InboxAddress;
import parley.protocol.identity.NodeIdentity;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.protocol.room.Card;
import parley.protocol.room.RosterMember;
import parley.protocol.session.Sessions;

/** How two members of a room greet one another, what a card tells of its node, and what is left when one is gone (protocol.md, "Sessions"). */
class GreetingTest {
    private final Scene scene = new Scene();

    @Test
    void whoever_greeted_wakes_to_greet_again_until_it_is_answered() {
        RoomId room = scene.withoutIran();
        Actor greets = scene.oman;
        Room there = Scene.room(greets, room);
        assertThat(there.state.links()).allMatch(link -> link.weBegin);
        assertThat(there.links.nextHello()).contains(scene.world.clock.instant().plus(Links.HELLO_AGAIN));
        int before = letters();
        scene.world.wakeOver(Links.HELLO_AGAIN.dividedBy(2), 1);
        assertThat(letters()).isEqualTo(before);
        scene.world.wakeOver(Links.HELLO_AGAIN.dividedBy(2), 1);
        assertThat(letters()).isGreaterThan(before);
        scene.iran.offline = false;
        scene.world.settle();
        assertThat(there.links.nextHello()).isEmpty();
        int after = letters();
        scene.world.settleOver(Links.HELLO_AGAIN, 2);
        assertThat(letters()).as("nobody greets any more").isEqualTo(after);
    }

    private int letters() {
        return scene.world
                .relay
                .entries(Scene.peer(scene.oman, scene.iran).inbox.log().id())
                .size();
    }

    @Test
    void each_member_is_told_as_confirmed_once() {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        scene.warmUp(room);
        assertThat(scene.oman.facts(Fact.KeyConfirmed.class))
                .containsExactlyInAnyOrder(
                        new Fact.KeyConfirmed(room, scene.israel.id()), new Fact.KeyConfirmed(room, scene.iran.id()));
    }

    @Test
    void who_stays_keeps_no_session_with_one_who_was_removed() {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        Room there = Scene.room(scene.israel, room);
        Hash address = scene.israel.act((s, tx) -> there.address(tx, member(there, scene.iran)));
        assertThat(standing(address)).isEqualTo(Sessions.Standing.ANSWERED);
        scene.change(room, ChangeKind.REMOVE, scene.iran);
        assertThat(standing(address)).isEqualTo(Sessions.Standing.NONE);
    }

    private Sessions.Standing standing(Hash address) {
        return scene.israel.act((s, tx) -> s.desk().ports.sessions().standing(tx, s.desk().owner, address));
    }

    /** Qatar comes in and is away; Israel knows it by name, and had something to say to it. */
    private Actor qatarComes(RoomId room, Actor seconder) {
        Actor qatar = scene.guest("Qatar");
        Desk there = qatar.seat().desk();
        scene.israel.act((s, tx) -> s.desk()
                .peers
                .add(
                        tx,
                        there.self.node,
                        there.mailbox.all().getLast().address(),
                        new Fact.Comparison.Unverified(),
                        false,
                        Optional.empty()));
        Scene.send(scene.israel, qatar, new InboxMessage.CardDeclined(room));
        scene.ratify(room, ChangeKind.ADMIT, qatar, scene.oman, seconder);
        qatar.offline = true;
        assertThat(holdsMailFor(qatar)).isTrue();
        scene.world.settle();
        assertThat(scene.israel.room(room).epoch()).isEqualTo(1);
        return qatar;
    }

    private boolean holdsMailFor(Actor peer) {
        return scene.israel.act(
                (s, tx) -> tx.get(s.desk().cells.held(peer.id())).isPresent());
    }

    @Test
    void what_waited_for_a_session_goes_when_a_room_begins_it() {
        Actor qatar = qatarComes(scene.plenary(), scene.israel);
        assertThat(holdsMailFor(qatar)).isFalse();
        qatar.offline = false;
        scene.world.settle();
        assertThat(qatar.facts(Fact.Declined.class)).hasSize(1);
    }

    /** Its vault was put back: what is said there may be said in another life. */
    @Test
    void whose_room_is_frozen_greets_no_newcomer_in_it() {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        Scene.freeze(scene.israel, Fact.Freeze.PUT_BACK);
        Actor qatar = qatarComes(room, scene.iran);
        Room there = Scene.room(scene.israel, room);
        Hash address = scene.israel.act((s, tx) -> there.address(tx, member(there, qatar)));
        assertThat(standing(address)).isEqualTo(Sessions.Standing.NONE);
        assertThat(holdsMailFor(qatar)).isTrue();
    }

    private static RosterMember member(Room there, Actor of) {
        return there.roster().member(of.id()).orElseThrow();
    }

    // ---- What a card tells of its node

    private Card card(RoomId room, int incarnation, InboxAddress inbox) {
        Room there = Scene.room(scene.israel, room);
        Card card = scene.israel.act((s, tx) -> there.card(tx, member(there, scene.iran)));
        NodeIdentity node = new NodeIdentity(
                card.node().principal(),
                incarnation,
                card.node().identityKey(),
                card.node().onRecord());
        return new Card(card.table(), card.room(), node, card.roomKey(), inbox, card.roomBundle(), card.inboxBundle());
    }

    private InboxAddress anotherInbox() {
        return OwnInbox.fresh(Randomness.system(), scene.world.relay.address()).address();
    }

    private void israelIsShown(RoomId room, Card card) {
        scene.israel.act((s, tx) -> {
            Scene.room(scene.israel, room).links.meet(tx, card, new Fact.Comparison.Unverified());
            return true;
        });
    }

    @Test
    void a_card_of_the_node_that_is_known_says_where_it_is_reached_and_one_of_before_says_nothing() {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        InboxAddress now = anotherInbox();
        israelIsShown(room, card(room, 1, now));
        assertThat(Scene.peer(scene.israel, scene.iran).node.incarnation()).isEqualTo(1);
        assertThat(Scene.peer(scene.israel, scene.iran).inbox).isEqualTo(now);
        israelIsShown(room, card(room, 0, anotherInbox()));
        assertThat(Scene.peer(scene.israel, scene.iran).node.incarnation()).isEqualTo(1);
        assertThat(Scene.peer(scene.israel, scene.iran).inbox).isEqualTo(now);
        InboxAddress later = anotherInbox();
        israelIsShown(room, card(room, 1, later));
        assertThat(Scene.peer(scene.israel, scene.iran).inbox).isEqualTo(later);
        assertThat(scene.israel.alarms()).isEmpty();
    }
}
