package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import org.junit.jupiter.api.Test;
import parley.base.Hash;
import parley.base.Randomness;
import parley.base.RoomId;
import parley.base.Secret;
import parley.protocol.crypto.Ed25519;
import parley.protocol.fixture.Actor;
import parley.protocol.identity.NodeIdentity;
import parley.protocol.inbox.InboxMessage.OpeningSent;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.protocol.room.Card;
import parley.protocol.room.EpochSecrets;
import parley.protocol.room.Opening;
import parley.protocol.room.Roster;
import parley.protocol.room.RosterMember;

/** An admitter that shows a newcomer another room than the one it was let into. */
class HostileOpeningTest {
    private final Scene scene = new Scene();
    private final Actor qatar = scene.guest("Qatar");
    private final RoomId room = scene.plenary();

    HostileOpeningTest() {
        scene.warmUp(room);
    }

    /** Qatar is in the roster of the others; what the admitter sends it is still to come. */
    private void admit() {
        scene.ratify(room, ChangeKind.ADMIT, qatar, scene.oman, scene.israel);
        scene.israel.send(scene.world);
        scene.oman.read(scene.world);
        scene.oman.send(scene.world);
        scene.oman.offline = true;
        scene.world.settle();
        assertThat(scene.israel.room(room).epoch()).isEqualTo(1);
        assertThat(qatar.seat().room(room)).isEmpty();
    }

    private OpeningSent honest() {
        Room there = Scene.room(scene.israel, room);
        Epoch epoch = there.current();
        return scene.israel.store.transact(tx -> new OpeningSent(
                epoch.opening,
                epoch.secrets,
                there.state.plan,
                tx.get(there.desk.cells.openingState(room, 1)).orElseThrow(),
                there.roster().members().stream().map(m -> there.card(tx, m)).toList()));
    }

    private void take(Actor from, OpeningSent sent) {
        qatar.act((s, tx) -> {
            Peers.Peer peer = s.desk().peers.find(from.id()).orElseThrow();
            s.desk().rooms.newcomer().opening(tx, peer, sent);
            return true;
        });
    }

    private void assertRefusedAndTheHonestOneTaken(OpeningSent lie) {
        assertThatCode(() -> take(scene.oman, lie)).doesNotThrowAnyException();
        assertThat(qatar.seat().room(room)).isEmpty();
        take(scene.oman, honest());
        assertThat(qatar.room(room).condition()).isEqualTo(SeatRoom.Condition.OPEN);
    }

    private static Secret secret() {
        return Randomness.system().secret(EpochSecrets.SECRET);
    }

    private static OpeningSent with(OpeningSent sent, EpochSecrets secrets) {
        return new OpeningSent(sent.opening(), secrets, sent.plan(), sent.state(), sent.cards());
    }

    @Test
    void a_log_of_the_admitters_own_is_not_read_as_the_rooms() {
        admit();
        EpochSecrets real = honest().secrets();
        assertRefusedAndTheHonestOneTaken(with(honest(), new EpochSecrets(secret(), real.headerKey(), real.relay())));
    }

    @Test
    void a_header_key_of_the_admitters_own_is_not_taken() {
        admit();
        EpochSecrets real = honest().secrets();
        assertRefusedAndTheHonestOneTaken(with(honest(), new EpochSecrets(real.capability(), secret(), real.relay())));
    }

    private List<Card> exchange(List<Card> cards, Card instead) {
        return cards.stream()
                .map(card -> card.node().principal().equals(instead.node().principal()) ? instead : card)
                .toList();
    }

    private Card cardOfIran() {
        return honest().cards().stream()
                .filter(card -> card.node().principal().id().equals(scene.iran.id()))
                .findFirst()
                .orElseThrow();
    }

    private static Card with(Card card, NodeIdentity node) {
        return new Card(
                card.table(),
                card.room(),
                node,
                Ed25519.generate(Randomness.system()).publicKey(),
                card.inbox(),
                card.roomBundle(),
                card.inboxBundle());
    }

    private static Opening with(Opening of, List<Card> cards) {
        return new Opening(
                of.table(),
                of.room(),
                of.epoch(),
                of.log(),
                of.headerKeyHash(),
                new Roster(cards.stream().map(RosterMember::of).toList()),
                of.before(),
                of.end(),
                of.behind());
    }

    @Test
    void a_card_that_is_not_the_rosters_is_not_taken() {
        admit();
        OpeningSent real = honest();
        Card other = with(cardOfIran(), cardOfIran().node());
        assertRefusedAndTheHonestOneTaken(new OpeningSent(
                real.opening(), real.secrets(), real.plan(), real.state(), exchange(real.cards(), other)));
    }

    @Test
    void a_node_of_the_admitters_own_is_not_taken_for_a_party_that_the_newcomer_never_met() {
        admit();
        OpeningSent real = honest();
        NodeIdentity oman = scene.oman.seat().desk().self.node;
        NodeIdentity own = new NodeIdentity(cardOfIran().node().principal(), 0, oman.identityKey(), oman.onRecord());
        List<Card> cards = exchange(real.cards(), with(cardOfIran(), own));
        assertRefusedAndTheHonestOneTaken(
                new OpeningSent(with(real.opening(), cards), real.secrets(), real.plan(), real.state(), cards));
        assertThat(qatar.alarms()).containsExactly(Fact.AlarmKind.CARD_CHANGED);
    }

    @Test
    void a_card_that_its_node_gave_for_another_room_is_not_taken() {
        admit();
        OpeningSent real = honest();
        Card iran = cardOfIran();
        Card elsewhere = new Card(
                iran.table(),
                new RoomId(Hash.of("another room")),
                iran.node(),
                iran.roomKey(),
                iran.inbox(),
                iran.roomBundle(),
                iran.inboxBundle());
        List<Card> cards = exchange(real.cards(), elsewhere);
        assertRefusedAndTheHonestOneTaken(
                new OpeningSent(with(real.opening(), cards), real.secrets(), real.plan(), real.state(), cards));
    }

    @Test
    void one_whom_only_a_room_introduced_opens_no_other_for_a_newcomer() {
        scene.world.room(4, scene.oman, scene.israel, qatar);
        admit();
        take(scene.israel, honest());
        assertThat(qatar.seat().room(room)).isEmpty();
    }
}
