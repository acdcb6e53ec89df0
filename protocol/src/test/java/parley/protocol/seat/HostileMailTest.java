package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.Randomness;
import parley.base.RoomId;
import parley.protocol.entry.Entry;
import parley.protocol.entry.Part;
import parley.protocol.fixture.Actor;
import parley.protocol.identity.NodeIdentity;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.inbox.InboxParts;
import parley.protocol.inbox.InboxSeal;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.protocol.port.SignedHead;
import parley.protocol.room.Card;
import parley.protocol.room.RosterMember;

/** What a peer can put into another's inbox with a changed program, and that it moves nothing there. */
class HostileMailTest {
    /** Messages of one peer under way of which parts are kept. */
    private static final int MOST_OPEN = 8;

    private final Scene scene = new Scene();
    private final RoomId room = scene.plenary();

    HostileMailTest() {
        scene.warmUp(room);
    }

    private static Peers.Peer peer(Actor at, Actor of) {
        return at.seat().desk().peers.find(of.id()).orElseThrow();
    }

    private void send(Actor from, Actor to, InboxMessage message) {
        from.act((s, tx) -> {
            s.desk().post.send(tx, peer(from, to), message);
            return true;
        });
        from.send(scene.world);
    }

    private Hash entry(int position) {
        return Entry.hashOf(
                scene.world.relay.entries(scene.oman.room(room).log().id()).get(position - 1));
    }

    @Test
    void an_acknowledgement_of_an_answer_that_was_never_given_pairs_nobody() {
        assertThat(peer(scene.israel, scene.iran).paired).isFalse();
        send(scene.iran, scene.israel, new InboxMessage.PairingAcknowledged(Hash.of("no invitation")));
        scene.world.settle();
        assertThat(peer(scene.israel, scene.iran).paired).isFalse();
    }

    @Test
    void a_head_that_the_relay_never_signed_freezes_nobody() {
        Head other = new Head(scene.oman.room(room).head().position(), Hash.of("another history"));
        SignedHead made = new SignedHead(
                scene.oman.room(room).log().id(),
                other,
                0,
                List.of(),
                Randomness.system().bytes(64));
        send(scene.oman, scene.israel, new InboxMessage.HeadShown(room, 0, made));
        scene.world.settle();
        assertOpenWithoutAlarm(scene.israel);
    }

    @Test
    void a_signed_head_of_another_log_freezes_nobody() {
        RoomId second = scene.world.room(4, scene.oman, scene.israel);
        scene.oman.say(second, "here");
        scene.world.settle();
        SignedHead other = Scene.room(scene.oman, second).current().signed.orElseThrow();
        send(scene.oman, scene.israel, new InboxMessage.HeadShown(room, 0, other));
        scene.world.settle();
        assertOpenWithoutAlarm(scene.israel);
    }

    private void assertOpenWithoutAlarm(Actor actor) {
        assertThat(actor.room(room).condition()).isEqualTo(SeatRoom.Condition.OPEN);
        assertThat(actor.alarms()).isEmpty();
    }

    @Test
    void the_key_of_an_entry_is_given_to_nobody_who_did_not_sit_there_then() {
        Hash wanted = entry(2);
        Actor qatar = scene.guest("Qatar");
        scene.change(room, ChangeKind.ADMIT, qatar);
        assertAnswers(qatar, new InboxMessage.Want(room, 0, 2, wanted), 0);
        assertAnswers(scene.iran, new InboxMessage.Want(room, 0, 2, wanted), 1);
    }

    @Test
    void the_key_of_an_entry_is_given_for_that_entry_only() {
        assertAnswers(scene.iran, new InboxMessage.Want(room, 0, 2, Hash.of("an entry of another history")), 0);
        assertAnswers(scene.iran, new InboxMessage.Want(room, 0, 2, entry(2)), 1);
    }

    private void assertAnswers(Actor asking, InboxMessage message, int answers) {
        scene.world.settle();
        send(asking, scene.oman, message);
        scene.oman.read(scene.world);
        assertThat(scene.oman.seat().sendings()).as(asking.name).hasSize(answers);
    }

    @Test
    void a_false_key_leaves_an_entry_wanted() {
        scene.israel.offline = true;
        Forge forge = new Forge(scene.oman, room).slot(scene.israel, Forge.Slot.GOOD);
        Bytes entry = forge.entry();
        Forge.place(scene.world, scene.oman, room, entry);
        scene.iran.read(scene.world);
        send(
                scene.oman,
                scene.iran,
                new InboxMessage.KeyGiven(
                        room, 0, 4, Entry.hashOf(entry), Randomness.system().secret(Desk.SECRET)));
        scene.oman.offline = true;
        scene.world.settle();
        assertThat(scene.iran.room(room).waitingAt()).hasValue(4);
        scene.israel.offline = false;
        scene.world.settleOver(Scene.STEP, 3);
        assertThat(Scene.texts(scene.iran, room)).contains("forged");
    }

    private Card cardOf(Actor actor, RoomId of) {
        return actor.act(
                (s, tx) -> OwnCard.fresh(s.desk(), tx, of, s.desk().self.relay).card());
    }

    @Test
    void a_card_in_anothers_name_is_not_taken() {
        Actor qatar = scene.guest("Qatar");
        Card own = cardOf(qatar, room);
        NodeIdentity other = new NodeIdentity(
                own.node().principal(),
                own.node().incarnation(),
                scene.oman.seat().desk().self.node.identityKey(),
                own.node().onRecord());
        Card named =
                new Card(own.table(), room, other, own.roomKey(), own.inbox(), own.roomBundle(), own.inboxBundle());
        send(qatar, scene.oman, new InboxMessage.CardGiven(room, named));
        scene.world.settle();
        assertThat(scene.oman.facts(Fact.CardReady.class)).isEmpty();
    }

    @Test
    void a_card_of_another_room_is_not_taken_for_one_of_this() {
        Actor qatar = scene.guest("Qatar");
        Card elsewhere = cardOf(qatar, new RoomId(Hash.of("another room")));
        send(qatar, scene.oman, new InboxMessage.CardGiven(room, elsewhere));
        scene.world.settle();
        assertThat(scene.oman.facts(Fact.CardReady.class)).isEmpty();
    }

    @Test
    void a_hello_under_another_card_than_the_rosters_is_an_alarm() {
        greetsUnderAnotherCard();
        assertThat(scene.iran.alarms()).containsExactly(Fact.AlarmKind.CARD_CHANGED);
    }

    @Test
    void however_often_it_greets_under_another_card_once_is_told() {
        greetsUnderAnotherCard();
        greetsUnderAnotherCard();
        assertThat(scene.iran.alarms()).containsExactly(Fact.AlarmKind.CARD_CHANGED);
    }

    @Test
    void nothing_is_sealed_to_one_who_greets_under_another_card_until_codes_are_compared() {
        greetsUnderAnotherCard();
        scene.oman.offline = true;
        scene.iran.say(room, "not under another card");
        scene.world.settleOver(Scene.STEP, 3);
        assertThat(Scene.texts(scene.iran, room)).contains("not under another card");
        assertThat(Scene.texts(scene.israel, room)).doesNotContain("not under another card");

        scene.iran.restart();
        scene.iran
                .act((s, tx) -> s.compared(tx, scene.israel.id(), true, "by voice"))
                .orThrow();
        scene.iran.say(room, "to the one we compared");
        scene.world.settleOver(Scene.STEP, 3);
        assertThat(Scene.texts(scene.israel, room)).contains("not under another card", "to the one we compared");
    }

    private void greetsUnderAnotherCard() {
        scene.israel.act((s, tx) -> {
            Room here = Scene.room(scene.israel, room);
            RosterMember iran = here.roster().member(scene.iran.id()).orElseThrow();
            InboxMessage hello = new InboxMessage.Hello(room, Hash.of("another card"));
            s.desk().post.over(tx, here.address(tx, iran), peer(scene.israel, scene.iran), hello);
            return true;
        });
        scene.world.settle();
    }

    @Test
    void mail_that_nobody_can_have_sent_fills_nothing() {
        for (int i = 0; i < 300; i++) {
            Hash nobody = Hash.of("nobody", Hash.number(i));
            put(scene.iran, scene.oman, new InboxSeal.Message(nobody, Bytes.utf8("from nobody")));
        }
        assertGoesOn();
    }

    @Test
    void messages_that_never_end_fill_nothing() {
        List<Bytes> begun = IntStream.range(0, 40)
                .mapToObj(i -> InboxParts.split(longMessage(room, i)).getFirst())
                .toList();
        begun.forEach(first -> putText(scene.iran, scene.oman, first));
        assertGoesOn();
        assertThat(begun.stream().filter(first -> isKept(scene.iran, scene.oman, first)))
                .isEqualTo(begun.subList(40 - MOST_OPEN, 40));
    }

    private static boolean isKept(Actor from, Actor at, Bytes text) {
        Part part = InboxParts.decode(text).orElseThrow();
        return at.act((s, tx) -> tx.get(s.desk().cells.inboxPart(from.id(), part.whole(), part.part()))
                .isPresent());
    }

    /** It writes to more than one inbox, and a relay shows each at its own pace. */
    @Test
    void parts_of_two_messages_that_come_mixed_make_both_whole() {
        List<RoomId> asked = List.of(new RoomId(Hash.of("one room")), new RoomId(Hash.of("another room")));
        List<List<Bytes>> texts = asked.stream()
                .map(into -> InboxParts.split(longMessage(into, 1)))
                .toList();
        for (int part = 0; part < texts.getFirst().size(); part++) {
            for (List<Bytes> text : texts) {
                putText(scene.iran, scene.oman, text.get(part));
            }
        }
        scene.world.settle();
        assertThat(scene.oman.facts(Fact.AskedToJoin.class))
                .extracting(Fact.AskedToJoin::room)
                .isEqualTo(asked);
    }

    @Test
    void a_part_that_comes_twice_makes_nothing_whole() {
        Bytes first = InboxParts.split(longMessage(room, 1)).getFirst();
        assertThat(InboxParts.split(longMessage(room, 1))).hasSizeBetween(2, 10);
        for (int i = 0; i < 10; i++) {
            putText(scene.iran, scene.oman, first);
        }
        assertGoesOn();
    }

    private InboxMessage longMessage(RoomId into, int number) {
        return new InboxMessage.CardAsked(
                into,
                "room " + number,
                Bytes.utf8("x".repeat(20_000)),
                4,
                Optional.of(scene.world.relay.address()),
                List.of());
    }

    private void putText(Actor from, Actor to, Bytes text) {
        Desk desk = from.seat().desk();
        Hash address = desk.inboxAddress(peer(from, to));
        Bytes sealed = from.act((s, tx) -> desk.ports.sessions().encrypt(tx, desk.owner, address, text));
        put(from, to, new InboxSeal.Message(address, sealed));
    }

    private void put(Actor from, Actor to, InboxSeal.Content content) {
        from.act((s, tx) -> {
            s.desk().post.put(tx, peer(from, to).inbox, content);
            return true;
        });
    }

    private void assertGoesOn() {
        assertThatCode(() -> {
                    scene.world.settle();
                    scene.oman.restart();
                })
                .as("its node takes in what came, and starts with what it kept of it")
                .doesNotThrowAnyException();
        scene.iran.say(room, "going on");
        scene.world.settle();
        assertThat(Scene.texts(scene.oman, room)).contains("going on");
    }

    @Test
    void who_did_not_sit_there_then_acknowledges_nothing_of_it() {
        Head then = scene.oman.room(room).head();
        Actor qatar = scene.guest("Qatar");
        scene.change(room, ChangeKind.ADMIT, qatar);
        send(qatar, scene.oman, new InboxMessage.ReceiptSent(room, 0, then, Optional.empty()));
        scene.world.settle();
        assertThat(scene.oman.facts(Fact.Receipt.class)).isEmpty();
    }

    /** Else the same message, said again, would be taken for parts that are here already. */
    @Test
    void of_a_message_that_is_whole_no_part_is_kept() {
        List<Bytes> parts = InboxParts.split(longMessage(new RoomId(Hash.of("one room")), 1));
        parts.forEach(part -> putText(scene.iran, scene.oman, part));
        scene.world.settle();
        assertThat(scene.oman.facts(Fact.AskedToJoin.class)).hasSize(1);
        assertThat(parts).noneMatch(part -> isKept(scene.iran, scene.oman, part));
        assertThat(keepsAssembly(scene.oman, scene.iran)).isFalse();
    }

    @Test
    void what_a_node_began_to_say_before_it_was_renewed_is_kept_no_longer() {
        Bytes first = InboxParts.split(longMessage(room, 1)).getFirst();
        putText(scene.iran, scene.oman, first);
        scene.world.settle();
        assertThat(isKept(scene.iran, scene.oman, first)).isTrue();
        Bytes file =
                scene.iran.act((s, tx) -> s.askForRenewal(tx, false)).orThrow().file();
        scene.iran.restart();
        scene.oman.act((s, tx) -> s.meet(tx, file)).orThrow();
        scene.world.settle();
        assertThat(isKept(scene.iran, scene.oman, first)).isFalse();
        assertThat(keepsAssembly(scene.oman, scene.iran)).isFalse();
    }

    private static boolean keepsAssembly(Actor at, Actor from) {
        return at.act((s, tx) -> tx.get(s.desk().cells.assembly(from.id())).isPresent());
    }
}
