package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.CanonicalWriter;
import parley.base.Ok;
import parley.base.Principal;
import parley.base.Randomness;
import parley.base.Result;
import parley.base.Role;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.MemoryRelay;
import parley.protocol.fixture.TestFold;
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

    private static Peers.Peer peer(Actor at, Actor of) {
        return at.seat().desk().peers.find(of.id()).orElseThrow();
    }

    private static InboxAddress inboxAt(RelayAddress relay) {
        return OwnInbox.fresh(Randomness.system(), relay).address();
    }

    /** As a changed program does, which opens an inbox wherever it likes. */
    private InboxAddress ownInboxAt(Actor actor, RelayAddress relay) {
        return actor.act((s, tx) -> s.desk().mailbox.open(tx, relay).address());
    }

    private void tells(Actor from, Actor to, InboxAddress inbox) {
        send(from, to, new InboxMessage.InboxChanged(inbox));
        scene.world.settle();
    }

    private static void send(Actor from, Actor to, InboxMessage message) {
        from.act((s, tx) -> {
            s.desk().post.send(tx, peer(from, to), message);
            return true;
        });
    }

    private void meets(Actor actor, Card card) {
        actor.act((s, tx) -> Scene.room(actor, room).links.meet(tx, card, new Fact.Comparison.Unverified()));
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
        InboxAddress before = peer(scene.israel, scene.iran).inbox;
        tells(scene.iran, scene.israel, inboxAt(foreign.address()));
        assertThat(peer(scene.israel, scene.iran).inbox).isEqualTo(before);
        assertThat(scene.israel.facts(Fact.InboxElsewhere.class))
                .containsExactly(new Fact.InboxElsewhere(scene.iran.id(), foreign.address(), false));
        assertThatIsraelNeverCalls(foreign.address());
        scene.israel.restart();
        assertThat(peer(scene.israel, scene.iran).inbox).isEqualTo(before);
        assertThatIsraelNeverCalls(foreign.address());
    }

    @Test
    void another_inbox_at_the_tables_relay_is_written_to_and_nobody_is_told() {
        InboxAddress wanted = inboxAt(scene.world.relay.address());
        tells(scene.iran, scene.israel, wanted);
        assertThat(peer(scene.israel, scene.iran).inbox).isEqualTo(wanted);
        assertThat(scene.israel.facts(Fact.InboxElsewhere.class)).isEmpty();
    }

    @Test
    void a_card_that_names_such_a_relay_moves_no_mail_either() {
        InboxAddress before = peer(scene.israel, scene.iran).inbox;
        meets(scene.israel, card(peer(scene.israel, scene.iran).node, inboxAt(foreign.address())));
        assertThat(peer(scene.israel, scene.iran).inbox).isEqualTo(before);
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
        NodeIdentity before = peer(scene.israel, scene.iran).node;
        InboxAddress wanted = inboxAt(foreign.address());
        NodeIdentity next =
                new NodeIdentity(before.principal(), before.incarnation() + 1, before.identityKey(), before.onRecord());
        meets(scene.israel, card(next, wanted));
        assertThat(peer(scene.israel, scene.iran).inbox).isEqualTo(wanted);
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
        InboxAddress wanted = ownInboxAt(scene.iran, foreign.address());
        tells(scene.iran, scene.israel, inboxAt(new MemoryRelay("first.test").address()));
        tells(scene.iran, scene.israel, wanted);
        Result<Ok> stale = scene.israel.act(
                (s, tx) -> s.reach().writeThere(tx, scene.iran.id(), new MemoryRelay("first.test").address()));
        assertThat(stale).isInstanceOf(Result.Refused.class);
        assertThatIsraelNeverCalls(foreign.address());
        Actor.done(scene.israel.act((s, tx) -> s.reach().writeThere(tx, scene.iran.id(), foreign.address())));
        assertThat(peer(scene.israel, scene.iran).inbox).isEqualTo(wanted);
        assertThat(scene.israel.facts(Fact.InboxElsewhere.class).getLast().settled())
                .isTrue();
        send(
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
        tells(scene.iran, scene.israel, wanted);
        assertThat(peer(scene.israel, scene.iran).inbox).isEqualTo(wanted);
        boolean stillHeld = scene.israel.act(
                (s, tx) -> tx.get(s.desk().cells.held(scene.iran.id())).isPresent());
        assertThat(stillHeld).isFalse();
    }

    /** It is said once in an epoch, and by nobody again. */
    @Test
    void what_the_relay_signed_is_held_for_one_who_is_not_reached_and_nothing_of_it_is_lost_while_it_writes() {
        NodeIdentity before = peer(scene.israel, scene.iran).node;
        NodeIdentity next =
                new NodeIdentity(before.principal(), before.incarnation() + 1, before.identityKey(), before.onRecord());
        meets(scene.israel, card(next, inboxAt(foreign.address())));
        SignedHead head = Scene.room(scene.israel, room).current().signed.orElseThrow();
        send(scene.israel, scene.iran, new InboxMessage.HeadShown(room, 0, head));
        send(
                scene.israel,
                scene.iran,
                new InboxMessage.Want(room, 0, 1, head.head().hash()));
        List<InboxMessage> held = List.of(new InboxMessage.HeadShown(room, 0, head));
        assertThat(heldFor(scene.israel, scene.iran)).isEqualTo(held);
        scene.israel.act((s, tx) -> {
            s.desk().post.flush(tx, peer(scene.israel, scene.iran));
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
        InboxAddress wanted = ownInboxAt(qatar, foreign.address());
        scene.change(room, ChangeKind.ADMIT, qatar);
        tells(scene.iran, scene.israel, inboxAt(scene.world.relay.address()));
        scene.israel.act((s, tx) -> {
            s.desk().reach.told(tx, peer(scene.israel, qatar), wanted, false);
            return true;
        });
        send(scene.israel, qatar, new InboxMessage.CardDeclined(room));
        scene.world.settle();
        assertThat(qatar.facts(Fact.Declined.class)).isEmpty();
        scene.israel.restart();
        Actor.done(scene.israel.act((s, tx) -> s.reach().writeThere(tx, qatar.id(), foreign.address())));
        scene.world.settle();
        assertThat(qatar.facts(Fact.Declined.class)).hasSize(1);
    }

    @Test
    void an_invitation_taken_by_hand_is_a_yes_too() {
        InboxAddress wanted = ownInboxAt(scene.iran, foreign.address());
        tells(scene.iran, scene.israel, wanted);
        // Met in a room only, as Iran and Israel are: whoever invites is answered.
        Actor iran = scene.iran;
        Bytes file = Actor.done(iran.act((s, tx) -> s.invite(tx, "Israel", Role.PARTY, Duration.ofDays(1))))
                .file();
        Actor.done(scene.israel.act((s, tx) -> s.meet(tx, file)));
        scene.world.settle();
        assertThat(peer(scene.israel, iran).inbox.log().relay()).isEqualTo(foreign.address());
        assertThat(peer(iran, scene.israel).paired).isTrue();
        assertThat(scene.israel.facts(Fact.InboxElsewhere.class).getLast().settled())
                .isTrue();
    }

    // ---- Honest nodes are never elsewhere

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
        RoomPlan plan = new RoomPlan(
                "caucus", Bytes.utf8("rules"), List.of(founder.id(), other.id()), 3, scene.world.relay.address());
        RoomId made = Actor.done(founder.act((s, tx) -> s.found(tx, plan)));
        scene.world.settle();
        Actor.done(other.act((s, tx) -> s.consent(tx, made)));
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
        InboxAddress wanted = ownInboxAt(scene.iran, foreign.address());
        tells(scene.iran, scene.israel, wanted);
        move(room, foreign.address());
        assertThat(peer(scene.israel, scene.iran).inbox.log().relay()).isEqualTo(foreign.address());
        assertThat(scene.israel.facts(Fact.InboxElsewhere.class).getLast().settled())
                .isTrue();
        assertTalk(room, scene.oman, scene.israel, scene.iran);
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
        assertThat(peer(qatar, scene.israel).paired).isTrue();
        assertThat(peer(scene.israel, qatar).paired).isTrue();
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
        InboxAddress known = peer(scene.iran, scene.israel).inbox;
        scene.change(room, ChangeKind.REMOVE, qatar);
        assertThat(peer(scene.iran, scene.israel).inbox).isNotEqualTo(known);
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
        Actor.done(qatar.act((s, tx) -> s.consent(tx, room)));
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
                            peer(newcomer, asker),
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
        Actor.done(qatar.act((s, tx) -> s.consent(tx, room)));
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
        Actor.done(qatar.act((s, tx) -> s.consent(tx, room)));
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
        Actor.done(qatar.act((s, tx) -> s.consent(tx, room)));
        assertThatCalls(qatar, foreign.address(), false);
    }

    private void opens(Actor newcomer, InboxMessage.OpeningSent sent) {
        newcomer.act((s, tx) -> {
            s.desk().rooms.newcomer().opening(tx, peer(newcomer, scene.oman), sent);
            return true;
        });
    }

    private static void assertThatCalls(Actor actor, RelayAddress relay, boolean calls) {
        assertThat(actor.seat().readings().stream()
                        .anyMatch(reading -> reading.log().relay().equals(relay)))
                .isEqualTo(calls);
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
