package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Randomness;
import parley.base.Result;
import parley.base.Role;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.MemoryRelay;
import parley.protocol.identity.InboxAddress;
import parley.protocol.identity.NodeIdentity;
import parley.protocol.inbox.InboxCodec;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.RelayAddress;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.protocol.port.SignedHead;
import parley.protocol.room.Card;

/** A peer says where it is reached; a relay of its own choosing is called only when a person said yes to it. */
final class ReachTest {
    private final Scene scene = new Scene();
    private final RoomId room = scene.plenary();
    private final MemoryRelay foreign = new MemoryRelay("elsewhere.test");

    ReachTest() {
        scene.warmUp(room);
        scene.world.add(foreign);
    }

    private static InboxAddress inboxAt(RelayAddress relay) {
        return OwnInbox.fresh(Randomness.system(), relay).address();
    }

    private void meets(Actor actor, Card card) {
        actor.act((s, tx) -> {
            Scene.room(actor, room).links.meet(tx, card, new Fact.Comparison.Unverified());
            return true;
        });
    }

    private void assertThatIsraelNeverCalls(RelayAddress relay) {
        scene.israel.act((s, tx) -> {
            s.desk().peers.all().forEach(peer -> s.desk().post.send(tx, peer, new InboxMessage.CardDeclined(room)));
            return true;
        });
        assertThat(scene.israel.seat().sendings())
                .isNotEmpty()
                .noneMatch(sending -> sending.relay().equals(relay));
        assertThat(scene.israel.seat().readings())
                .noneMatch(reading -> reading.log().relay().equals(relay));
    }

    // ---- What a peer of its own choosing names

    @Test
    void an_inbox_at_a_relay_to_which_nobody_said_yes_is_not_written_to() {
        InboxAddress before = Scene.peer(scene.israel, scene.iran).inbox;
        scene.tells(scene.iran, scene.israel, inboxAt(foreign.address()));
        assertThat(Scene.peer(scene.israel, scene.iran).inbox).isEqualTo(before);
        assertThat(scene.israel.facts(Fact.InboxElsewhere.class))
                .containsExactly(new Fact.InboxElsewhere(scene.iran.id(), foreign.address(), false));
        assertThatIsraelNeverCalls(foreign.address());
        scene.israel.restart();
        assertThat(Scene.peer(scene.israel, scene.iran).inbox).isEqualTo(before);
        assertThatIsraelNeverCalls(foreign.address());
    }

    @Test
    void another_inbox_at_the_tables_relay_is_written_to_and_nobody_is_told() {
        InboxAddress wanted = inboxAt(scene.world.relay.address());
        scene.tells(scene.iran, scene.israel, wanted);
        assertThat(Scene.peer(scene.israel, scene.iran).inbox).isEqualTo(wanted);
        assertThat(scene.israel.facts(Fact.InboxElsewhere.class)).isEmpty();
    }

    @Test
    void a_card_that_names_such_a_relay_moves_no_mail_either() {
        InboxAddress before = Scene.peer(scene.israel, scene.iran).inbox;
        meets(scene.israel, card(Scene.peer(scene.israel, scene.iran).node, inboxAt(foreign.address())));
        assertThat(Scene.peer(scene.israel, scene.iran).inbox).isEqualTo(before);
        assertThatIsraelNeverCalls(foreign.address());
    }

    @Test
    void whom_only_a_card_with_such_a_relay_shows_is_not_written_to_however_many_it_names() {
        Actor qatar = scene.guest("Qatar");
        NodeIdentity node = qatar.seat().desk().self.node;
        MemoryRelay second = new MemoryRelay("another.test");
        meets(scene.israel, card(node, inboxAt(foreign.address())));
        assertThatIsraelNeverCalls(foreign.address());
        meets(scene.israel, card(node, inboxAt(second.address())));
        assertThatIsraelNeverCalls(foreign.address());
        assertThatIsraelNeverCalls(second.address());
        assertThat(scene.israel.facts(Fact.InboxElsewhere.class)).hasSize(2);
    }

    @Test
    void a_renewed_node_is_not_written_to_where_the_one_before_was() {
        NodeIdentity before = Scene.peer(scene.israel, scene.iran).node;
        InboxAddress wanted = inboxAt(foreign.address());
        NodeIdentity next =
                new NodeIdentity(before.principal(), before.incarnation() + 1, before.identityKey(), before.onRecord());
        meets(scene.israel, card(next, wanted));
        assertThat(Scene.peer(scene.israel, scene.iran).inbox).isEqualTo(wanted);
        assertThat(scene.israel.seat().peers())
                .filteredOn(peer -> peer.principal().id().equals(scene.iran.id()))
                .first()
                .extracting(Seat.Peer::elsewhere)
                .isEqualTo(Optional.of(new Reach.Elsewhere(foreign.address(), true)));
        assertThatIsraelNeverCalls(foreign.address());
    }

    // ---- What a person answers

    @Test
    void what_waited_for_such_a_peer_arrives_once_a_person_says_yes_to_the_relay_that_was_shown() {
        InboxAddress wanted = Scene.ownInboxAt(scene.iran, foreign.address());
        scene.tells(scene.iran, scene.israel, inboxAt(new MemoryRelay("first.test").address()));
        scene.tells(scene.iran, scene.israel, wanted);
        Result<Ok> stale = scene.israel.act(
                (s, tx) -> s.reach().writeThere(tx, scene.iran.id(), new MemoryRelay("first.test").address()));
        assertThat(stale).isInstanceOf(Result.Refused.class);
        assertThatIsraelNeverCalls(foreign.address());
        Actor.done(scene.israel.act((s, tx) -> s.reach().writeThere(tx, scene.iran.id(), foreign.address())));
        assertThat(Scene.peer(scene.israel, scene.iran).inbox).isEqualTo(wanted);
        assertThat(scene.israel.facts(Fact.InboxElsewhere.class).getLast().settled())
                .isTrue();
        Scene.send(
                scene.israel,
                scene.iran,
                new InboxMessage.Join(room, Scene.room(scene.israel, room).current().openingHash));
        scene.world.settle();
        assertThat(foreign.entries(wanted.log().id())).isNotEmpty();
    }

    @Test
    void what_was_held_by_a_program_that_wrote_otherwise_stops_no_inbox() {
        Bytes unreadable = Bytes.utf8("of another program");
        scene.israel.act((s, tx) -> {
            tx.put(
                    s.desk().cells.held(scene.iran.id()),
                    new CanonicalWriter()
                            .list(List.of(unreadable), CanonicalWriter::field)
                            .bytes());
            return true;
        });
        InboxAddress wanted = inboxAt(scene.world.relay.address());
        scene.tells(scene.iran, scene.israel, wanted);
        assertThat(Scene.peer(scene.israel, scene.iran).inbox).isEqualTo(wanted);
        boolean stillHeld = scene.israel.act(
                (s, tx) -> tx.get(s.desk().cells.held(scene.iran.id())).isPresent());
        assertThat(stillHeld).isFalse();
    }

    /** It is said once in an epoch, and by nobody again. */
    @Test
    void what_the_relay_signed_is_held_for_one_who_is_not_reached_and_nothing_of_it_is_lost_while_it_writes() {
        NodeIdentity before = Scene.peer(scene.israel, scene.iran).node;
        NodeIdentity next =
                new NodeIdentity(before.principal(), before.incarnation() + 1, before.identityKey(), before.onRecord());
        meets(scene.israel, card(next, inboxAt(foreign.address())));
        SignedHead head = Scene.room(scene.israel, room).current().signed.orElseThrow();
        Scene.send(scene.israel, scene.iran, new InboxMessage.HeadShown(room, 0, head));
        Scene.send(
                scene.israel,
                scene.iran,
                new InboxMessage.Want(room, 0, 1, head.head().hash()));
        List<InboxMessage> held = List.of(new InboxMessage.HeadShown(room, 0, head));
        assertThat(heldFor(scene.israel, scene.iran)).isEqualTo(held);
        scene.israel.act((s, tx) -> {
            s.desk().post.flush(tx, Scene.peer(scene.israel, scene.iran));
            return true;
        });
        assertThat(heldFor(scene.israel, scene.iran)).isEqualTo(held);
    }

    private static List<InboxMessage> heldFor(Actor at, Actor of) {
        Bytes cell = at.store.transact(
                tx -> tx.get(at.seat().desk().cells.held(of.id())).orElseThrow());
        return Kept.decode(cell, in -> in.list(128, r -> r.field(InboxCodec.MOST_BYTES))).stream()
                .map(one -> InboxCodec.decode(one).orElseThrow())
                .toList();
    }

    /** The sessions of two whom a room has just introduced are held up, too. */
    @Test
    void who_was_admitted_with_such_a_card_talks_with_everybody_once_a_person_said_yes() {
        Actor qatar = scene.guest("Qatar");
        InboxAddress wanted = Scene.ownInboxAt(qatar, foreign.address());
        scene.change(room, ChangeKind.ADMIT, qatar);
        scene.tells(scene.iran, scene.israel, inboxAt(scene.world.relay.address()));
        scene.israel.act((s, tx) -> {
            s.desk().reach.told(tx, Scene.peer(scene.israel, qatar), wanted, false);
            return true;
        });
        Scene.send(scene.israel, qatar, new InboxMessage.CardDeclined(room));
        scene.world.settle();
        assertThat(qatar.facts(Fact.Declined.class)).isEmpty();
        scene.israel.restart();
        Actor.done(scene.israel.act((s, tx) -> s.reach().writeThere(tx, qatar.id(), foreign.address())));
        scene.world.settle();
        assertThat(qatar.facts(Fact.Declined.class)).hasSize(1);
    }

    @Test
    void an_invitation_taken_by_hand_is_a_yes_too() {
        Actor iran = scene.iran;
        sitsBy(iran, foreign.address());
        scene.tells(iran, scene.israel, Scene.ownInboxAt(iran, foreign.address()));
        // Met in a room only, as Iran and Israel are: whoever invites is answered.
        Bytes file = Actor.done(iran.act((s, tx) -> s.invite(tx, "Israel", Role.PARTY, Duration.ofDays(1))))
                .file();
        Actor.done(scene.israel.act((s, tx) -> s.meet(tx, file)));
        scene.world.settle();
        assertThat(Scene.peer(scene.israel, iran).inbox.log().relay()).isEqualTo(foreign.address());
        assertThat(Scene.peer(iran, scene.israel).paired).isTrue();
        assertThat(scene.israel.facts(Fact.InboxElsewhere.class).getLast().settled())
                .isTrue();
    }

    /** As one whose own invitation to the table lay at this relay. */
    private static void sitsBy(Actor actor, RelayAddress relay) {
        actor.act((s, tx) -> {
            Self self = s.desk().self;
            new Self(self.node, self.onRecord, relay, false).save(s.desk().cells, tx);
            return true;
        });
        actor.restart();
    }

    // ---- More relays than are kept

    private static RelayAddress relay(int number) {
        return new RelayAddress(
                "relay" + number + ".test", 443, Hash.of("relay " + number).value());
    }

    @Test
    void where_somebody_is_reached_stays_in_use_however_many_other_relays_come() {
        scene.tells(scene.iran, scene.israel, inboxAt(foreign.address()));
        scene.israel.act((s, tx) -> {
            s.desk().reach.use(tx, foreign.address());
            IntStream.range(0, Reach.MOST_USED).forEach(i -> s.desk().reach.use(tx, relay(i)));
            return true;
        });
        scene.israel.restart();
        Reach reach = scene.israel.seat().reach();
        assertThat(reach.uses(foreign.address())).isTrue();
        assertThat(reach.uses(scene.world.relay.address())).isTrue();
        assertThat(reach.uses(relay(0))).as("the oldest where nobody is").isFalse();
        assertThat(reach.uses(relay(Reach.MOST_USED - 1))).isTrue();
    }

    @Test
    void where_somebody_is_at_every_relay_people_are_asked_about_the_one_that_goes() {
        NodeIdentity some = Scene.peer(scene.israel, scene.iran).node;
        List<PrincipalId> crowd = IntStream.range(0, Reach.MOST_USED)
                .mapToObj(i -> new PrincipalId(Hash.of("of a crowd " + i)))
                .toList();
        scene.israel.act((s, tx) -> {
            for (int i = 0; i < crowd.size(); i++) {
                NodeIdentity node = new NodeIdentity(
                        new Principal(crowd.get(i), "Of a crowd", Role.PARTY), 0, some.identityKey(), some.onRecord());
                s.desk().reach.use(tx, relay(i));
                s.desk()
                        .peers
                        .add(tx, node, inboxAt(relay(i)), new Fact.Comparison.Unverified(), false, Optional.empty());
            }
            return true;
        });
        assertThat(scene.israel.facts(Fact.InboxElsewhere.class))
                .as("beside the table's own there is place for one less")
                .containsExactly(new Fact.InboxElsewhere(crowd.getFirst(), relay(0), false));
        Actor.done(scene.israel.act((s, tx) -> s.reach().writeThere(tx, crowd.getFirst(), relay(0))));
        assertThat(scene.israel.seat().reach().uses(relay(0))).isTrue();
        assertThat(scene.israel.facts(Fact.InboxElsewhere.class).getLast())
                .isEqualTo(new Fact.InboxElsewhere(crowd.getFirst(), relay(0), true));
    }

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
}
