package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Randomness;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.MemoryRelay;
import parley.protocol.identity.InboxAddress;
import parley.protocol.identity.NodeIdentity;
import parley.protocol.port.RelayAddress;
import parley.protocol.room.Card;

/** Where peers are reached, and what was asked and answered of it, while the node is off (protocol.md, "Inbox"). */
class ReachKeptTest {
    private final Scene scene = new Scene();
    private final RoomId room = scene.plenary();
    private final RelayAddress foreign = new MemoryRelay("elsewhere.test").address();

    private static InboxAddress inboxAt(RelayAddress relay) {
        return OwnInbox.fresh(Randomness.system(), relay).address();
    }

    private Optional<Reach.Elsewhere> elsewhere(Actor of) {
        return scene.israel.seat().peers().stream()
                .filter(peer -> peer.principal().id().equals(of.id()))
                .findFirst()
                .orElseThrow()
                .elsewhere();
    }

    private void yes(Actor to) {
        scene.israel.act((s, tx) -> s.reach().writeThere(tx, to.id(), foreign)).orThrow();
    }

    @Test
    void where_a_peer_wants_to_be_is_still_asked_after_a_restart_and_told_once() {
        InboxAddress wanted = inboxAt(foreign);
        scene.tells(scene.iran, scene.israel, wanted);
        scene.israel.restart();
        assertThat(elsewhere(scene.iran)).contains(new Reach.Elsewhere(foreign, false));
        scene.tells(scene.iran, scene.israel, wanted);
        assertThat(scene.israel.facts(Fact.InboxElsewhere.class)).hasSize(1);
    }

    @Test
    void what_was_answered_is_asked_no_more_after_a_restart() {
        InboxAddress wanted = inboxAt(foreign);
        scene.tells(scene.iran, scene.israel, wanted);
        yes(scene.iran);
        scene.israel.restart();
        assertThat(elsewhere(scene.iran)).isEmpty();
        assertThat(Scene.peer(scene.israel, scene.iran).inbox).isEqualTo(wanted);
        assertThat(scene.israel.seat().reach().relays()).containsExactly(scene.world.relay.address(), foreign);
    }

    @Test
    void one_yes_moves_those_alone_who_want_to_be_there() {
        InboxAddress omans = inboxAt(new MemoryRelay("another.test").address());
        InboxAddress before = Scene.peer(scene.israel, scene.oman).inbox;
        scene.tells(scene.oman, scene.israel, omans);
        scene.tells(scene.iran, scene.israel, inboxAt(foreign));
        yes(scene.iran);
        assertThat(Scene.peer(scene.israel, scene.oman).inbox).isEqualTo(before);
        assertThat(elsewhere(scene.oman)).isPresent();
    }

    /** It has no list of relays yet: what such a peer names must not come into it with the next start. */
    @Test
    void in_a_vault_of_before_a_renewed_peer_chooses_no_relay_by_our_starting_again() {
        scene.israel.act((s, tx) -> {
            tx.delete(s.desk().cells.usedRelays());
            return true;
        });
        scene.israel.restart();
        NodeIdentity now = Scene.peer(scene.israel, scene.iran).node;
        NodeIdentity next = new NodeIdentity(now.principal(), now.incarnation() + 1, now.identityKey(), now.onRecord());
        InboxAddress wanted = inboxAt(foreign);
        scene.israel.act((s, tx) -> {
            Room here = Scene.room(scene.israel, room);
            here.links.meet(tx, cardOf(next, wanted), new Fact.Comparison.Unverified());
            return true;
        });
        scene.israel.restart();
        assertThat(Scene.peer(scene.israel, scene.iran).inbox).isEqualTo(wanted);
        assertThat(scene.israel.seat().reach().uses(foreign)).isFalse();
        assertThat(elsewhere(scene.iran)).contains(new Reach.Elsewhere(foreign, true));
    }

    private Card cardOf(NodeIdentity node, InboxAddress inbox) {
        Card of = Scene.room(scene.iran, room).own.card();
        return new Card(of.table(), of.room(), node, of.roomKey(), inbox, of.roomBundle(), of.inboxBundle());
    }

    @Test
    void a_vault_of_before_goes_on_speaking_to_relays_where_its_peers_are_and_its_own_inboxes() {
        RelayAddress own = new MemoryRelay("own.test").address();
        scene.tells(scene.iran, scene.israel, inboxAt(foreign));
        yes(scene.iran);
        Scene.ownInboxAt(scene.israel, own);
        scene.israel.act((s, tx) -> {
            tx.delete(s.desk().cells.usedRelays());
            return true;
        });
        scene.israel.restart();
        assertThat(scene.israel.seat().reach().relays())
                .startsWith(scene.world.relay.address())
                .containsOnlyOnce(scene.world.relay.address())
                .contains(foreign, own);
    }
}
