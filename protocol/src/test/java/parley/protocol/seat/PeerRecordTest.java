package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.RoomId;
import parley.protocol.crypto.OnRecordKeys;
import parley.protocol.fixture.Actor;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.inbox.InboxParts;
import parley.protocol.inbox.InboxSeal;
import parley.protocol.session.Sessions;

/** What a node keeps of those whom it knows, and what is no longer so once they come back (protocol.md, "Comparing"). */
class PeerRecordTest {
    private static final int MOST_HOW = 1_000;

    private final Scene scene = new Scene();
    private final Actor oman = scene.oman;
    private final Actor israel = scene.israel;
    private final Actor iran = scene.iran;

    private static void compared(Actor actor, Actor with, boolean same, String how) {
        actor.act((s, tx) -> s.compared(tx, with.id(), same, how)).orThrow();
    }

    private static Fact.Comparison comparison(Actor at, Actor of) {
        return Scene.peer(at, of).comparison;
    }

    private void isRenewed(boolean newKeys) {
        asksToBeRenewed(newKeys);
        scene.world.settle();
    }

    /** Its request is carried to Oman. */
    private void asksToBeRenewed(boolean newKeys) {
        Bytes file = iran.act((s, tx) -> s.askForRenewal(tx, newKeys)).orThrow().file();
        iran.restart();
        oman.act((s, tx) -> s.meet(tx, file)).orThrow();
    }

    @Test
    void how_codes_were_compared_is_kept_whole_up_to_a_thousand_bytes_and_cut_beyond() {
        String whole = "h".repeat(MOST_HOW);
        compared(oman, iran, true, whole);
        oman.restart();
        assertThat(comparison(oman, iran)).isEqualTo(new Fact.Comparison.Compared(scene.world.clock.instant(), whole));
        compared(oman, iran, true, "\u05d0".repeat(MOST_HOW));
        oman.restart();
        assertThat(comparison(oman, iran))
                .isEqualTo(new Fact.Comparison.Compared(scene.world.clock.instant(), "\u05d0".repeat(MOST_HOW / 4)));
    }

    @Test
    void what_people_found_is_told() {
        compared(oman, iran, true, "by voice");
        compared(oman, iran, false, "by voice");
        assertThat(oman.facts(Fact.StandingChanged.class))
                .containsExactly(
                        new Fact.StandingChanged(
                                iran.id(), new Fact.Comparison.Compared(scene.world.clock.instant(), "by voice")),
                        new Fact.StandingChanged(iran.id(), new Fact.Comparison.Differed(scene.world.clock.instant())));
    }

    @Test
    void the_session_with_a_node_goes_when_it_comes_back_renewed() {
        Hash before = oman.seat().desk().inboxAddress(Scene.peer(oman, iran));
        assertThat(standing(oman, before)).isEqualTo(Sessions.Standing.ANSWERED);
        isRenewed(false);
        assertThat(standing(oman, before)).isEqualTo(Sessions.Standing.NONE);
    }

    private static Sessions.Standing standing(Actor actor, Hash address) {
        return actor.act((s, tx) -> s.desk().ports.sessions().standing(tx, s.desk().owner, address));
    }

    @Test
    void what_a_node_began_to_say_is_not_kept_when_it_comes_back_renewed() {
        InboxMessage longOne = new InboxMessage.CardAsked(
                new RoomId(Hash.of("a room")),
                "room",
                Bytes.utf8("x".repeat(20_000)),
                4,
                Optional.of(scene.world.relay.address()),
                List.of());
        iran.act((s, tx) -> {
            Desk desk = s.desk();
            Peers.Peer to = Scene.peer(iran, oman);
            Bytes first = InboxParts.split(longOne).getFirst();
            Hash address = desk.inboxAddress(to);
            desk.post.put(
                    tx,
                    to.inbox,
                    new InboxSeal.Message(address, desk.ports.sessions().encrypt(tx, desk.owner, address, first)));
            return true;
        });
        scene.world.settle();
        assertThat(hasHalfAMessage()).isTrue();
        isRenewed(false);
        assertThat(hasHalfAMessage()).isFalse();
    }

    private boolean hasHalfAMessage() {
        return oman.act((s, tx) -> tx.get(s.desk().cells.assembly(iran.id())).isPresent());
    }

    @Test
    void what_waited_for_a_node_is_not_kept_when_other_keys_stand_for_it() {
        oman.act((s, tx) -> {
            s.desk().ports.sessions().erase(tx, s.desk().owner, s.desk().inboxAddress(Scene.peer(oman, iran)));
            return true;
        });
        Scene.send(oman, iran, new InboxMessage.CardDeclined(new RoomId(Hash.of("a room"))));
        assertThat(hasHeldMail()).isTrue();
        asksToBeRenewed(true);
        assertThat(hasHeldMail()).isFalse();
    }

    private boolean hasHeldMail() {
        return oman.act((s, tx) -> tx.get(s.desk().cells.held(iran.id())).isPresent());
    }

    /** Under the same keys what was compared holds; that the two met by hand was of the node of then. */
    @Test
    void whom_one_met_by_hand_must_be_met_again_when_a_room_renews_it() {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        scene.world.pair(israel, iran);
        compared(israel, iran, true, "in person");
        RenewalTest.renew(scene, room);
        israel.restart();
        Peers.Peer peer = Scene.peer(israel, iran);
        assertThat(peer.node.incarnation()).isEqualTo(1);
        assertThat(peer.paired).isFalse();
        assertThat(peer.comparison).isInstanceOf(Fact.Comparison.Compared.class);
    }

    @Test
    void a_code_of_new_keys_says_nothing_of_a_node_that_sits_in_a_room_under_those_of_before() {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        isRenewed(true);
        compared(oman, iran, true, "in person");
        assertThat(oman.room(room).roster())
                .filteredOn(member -> member.principal().id().equals(iran.id()))
                .singleElement()
                .satisfies(member -> {
                    assertThat(member.incarnation()).isZero();
                    assertThat(member.comparison()).isNotInstanceOf(Fact.Comparison.Compared.class);
                });
    }

    @Test
    void one_whose_code_differed_stays_refused_under_new_keys_and_is_not_asked() {
        compared(oman, iran, false, "by voice");
        Bytes file = iran.act((s, tx) -> s.askForRenewal(tx, true)).orThrow().file();
        oman.act((s, tx) -> s.meet(tx, file)).orThrow();
        oman.restart();
        assertThat(comparison(oman, iran)).isInstanceOf(Fact.Comparison.Differed.class);
        RoomPlan plan =
                new RoomPlan("caucus", Bytes.EMPTY, List.of(oman.id(), iran.id()), 2, scene.world.relay.address());
        assertThat(oman.act((s, tx) -> s.found(tx, plan)).isDone()).isFalse();
    }

    @Test
    void after_two_renewals_all_keys_are_known_the_latest_first() {
        List<OnRecordKeys> first = oman.seat().onRecordKeys(iran.id());
        isRenewed(true);
        List<OnRecordKeys> second = oman.seat().onRecordKeys(iran.id());
        isRenewed(true);
        oman.restart();
        assertThat(oman.seat().onRecordKeys(iran.id()))
                .isEqualTo(iran.seat().onRecordKeys(iran.id()))
                .hasSize(3)
                .endsWith(second.getFirst(), first.getFirst());
    }
}
