package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Randomness;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.MemoryRelay;
import parley.protocol.fixture.TestFold;
import parley.protocol.identity.InboxAddress;
import parley.protocol.identity.NodeIdentity;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.RelayAddress;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.protocol.room.Card;
import parley.protocol.room.Change;

/** A peer says where it is reached; at no relay of its own choosing does anybody call for that. */
final class ReachTest {
    private final Scene scene = new Scene();
    private final RoomId room = scene.plenary();
    private final MemoryRelay foreign = new MemoryRelay("elsewhere.test");

    ReachTest() {
        scene.warmUp(room);
        scene.world.add(foreign);
    }

    private static Peers.Peer peer(Actor at, Actor of) {
        return at.seat().desk().peers.find(of.id()).orElseThrow();
    }

    private InboxAddress inboxAt(RelayAddress relay) {
        return OwnInbox.fresh(Randomness.system(), relay).address();
    }

    private void tells(Actor from, Actor to, InboxMessage message) {
        from.act((s, tx) -> {
            s.desk().post.send(tx, peer(from, to), message);
            return true;
        });
        scene.world.settle();
    }

    private void assertStillReachedWhereItWas(InboxAddress before) {
        assertThat(peer(scene.israel, scene.iran).inbox).isEqualTo(before);
        scene.israel.act((s, tx) -> {
            s.desk().post.send(tx, peer(scene.israel, scene.iran), new InboxMessage.CardDeclined(room));
            return true;
        });
        assertThat(scene.israel.seat().sendings())
                .isNotEmpty()
                .noneMatch(sending -> sending.relay().equals(foreign.address()));
    }

    @Test
    void an_inbox_at_a_relay_that_nobody_here_uses_is_not_written_to() {
        InboxAddress before = peer(scene.israel, scene.iran).inbox;
        InboxAddress wanted = inboxAt(foreign.address());
        tells(scene.iran, scene.israel, new InboxMessage.InboxChanged(wanted));
        assertStillReachedWhereItWas(before);
        assertThat(scene.israel.facts(Fact.InboxElsewhere.class))
                .containsExactly(new Fact.InboxElsewhere(scene.iran.id(), foreign.address(), false));
        scene.israel.restart();
        assertStillReachedWhereItWas(before);
    }

    @Test
    void another_inbox_at_the_tables_relay_is_written_to() {
        InboxAddress wanted = inboxAt(scene.world.relay.address());
        tells(scene.iran, scene.israel, new InboxMessage.InboxChanged(wanted));
        assertThat(peer(scene.israel, scene.iran).inbox).isEqualTo(wanted);
        assertThat(scene.israel.facts(Fact.InboxElsewhere.class)).isEmpty();
    }

    @Test
    void a_card_that_names_such_a_relay_moves_no_mail_either() {
        InboxAddress before = peer(scene.israel, scene.iran).inbox;
        Card elsewhere = card(peer(scene.israel, scene.iran).node, inboxAt(foreign.address()));
        scene.israel.act(
                (s, tx) -> Scene.room(scene.israel, room).links.meet(tx, elsewhere, new Fact.Comparison.Unverified()));
        assertStillReachedWhereItWas(before);
    }

    @Test
    void whom_only_a_card_with_such_a_relay_shows_is_not_written_to() {
        Actor qatar = scene.guest("Qatar");
        Card card = card(qatar.seat().desk().self.node, inboxAt(foreign.address()));
        scene.israel.act((s, tx) -> {
            Scene.room(scene.israel, room).links.meet(tx, card, new Fact.Comparison.Unverified());
            Peers.Peer met = peer(scene.israel, qatar);
            s.desk().post.over(tx, s.desk().inboxAddress(met), met, new InboxMessage.CardDeclined(room));
            return true;
        });
        assertThat(scene.israel.seat().sendings()).isEmpty();
        assertThat(scene.israel.facts(Fact.InboxElsewhere.class)).hasSize(1);
    }

    /** Iran's, but for whose it is and where that one is reached. */
    private Card card(NodeIdentity whose, InboxAddress inbox) {
        Room here = Scene.room(scene.israel, room);
        Card theirs = scene.israel.act(
                (s, tx) -> here.card(tx, here.roster().member(scene.iran.id()).orElseThrow()));
        return new Card(
                theirs.table(),
                theirs.room(),
                whose,
                theirs.roomKey(),
                inbox,
                theirs.roomBundle(),
                theirs.inboxBundle());
    }

    @Test
    void once_a_room_moved_to_that_relay_its_members_are_reached_there() {
        InboxAddress wanted = inboxAt(foreign.address());
        tells(scene.iran, scene.israel, new InboxMessage.InboxChanged(wanted));
        Bytes change = new Change(
                        Scene.room(scene.oman, room).current().openingHash, new Change.Move(foreign.address()))
                .encoded();
        scene.oman.say(room, TestFold.propose(ChangeKind.MOVE, scene.oman.id(), change));
        scene.world.settle();
        scene.israel.say(room, TestFold.consent(Seat.proposal(change)));
        scene.world.settle();
        assertThat(peer(scene.israel, scene.iran).inbox.log().relay()).isEqualTo(foreign.address());
        assertThat(scene.israel.facts(Fact.InboxElsewhere.class).getLast().settled())
                .isTrue();
    }
}
