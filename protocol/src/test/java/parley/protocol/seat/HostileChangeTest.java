package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.LogId;
import parley.base.PrincipalId;
import parley.base.Randomness;
import parley.base.RoomId;
import parley.protocol.entry.Header;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.MemoryRelay;
import parley.protocol.fixture.TestFold;
import parley.protocol.identity.NodeIdentity;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.protocol.room.Card;
import parley.protocol.room.Change;
import parley.protocol.room.EpochSecrets;
import parley.protocol.room.NextSecrets;

/** Changes of the roster that mean something else than what was consented to, or that the wrong one carries out. */
class HostileChangeTest {
    private final Scene scene = new Scene();
    private final RoomId room = scene.plenary();

    HostileChangeTest() {
        scene.warmUp(room);
    }

    private Bytes removalOfIran() {
        return scene.change(room, ChangeKind.REMOVE, scene.iran, scene.oman);
    }

    /** Two consent to what they are shown; the bytes of the change are the proposer's. */
    private void consented(ChangeKind shown, PrincipalId subject, Bytes change) {
        scene.oman.say(room, TestFold.propose(shown, subject, change));
        scene.world.settle();
        scene.israel.say(room, TestFold.consent(Seat.proposal(change)));
        scene.world.settle();
        scene.world.settleOver(Duration.ofMinutes(3), 3);
    }

    private void assertNothingChanged() {
        for (Actor actor : List.of(scene.oman, scene.israel, scene.iran)) {
            assertThat(actor.room(room).epoch()).as(actor.name).isZero();
            assertThat(actor.room(room).condition()).isEqualTo(SeatRoom.Condition.OPEN);
        }
    }

    @Test
    void a_removal_that_is_shown_as_a_refresh_is_not_carried_out() {
        consented(ChangeKind.REFRESH, scene.iran.id(), removalOfIran());
        assertNothingChanged();
    }

    @Test
    void a_removal_of_another_than_the_one_shown_is_not_carried_out() {
        consented(ChangeKind.REMOVE, scene.israel.id(), removalOfIran());
        assertNothingChanged();
    }

    @Test
    void nobody_is_let_in_under_a_card_for_another_room() {
        Actor qatar = scene.guest("Qatar");
        Card elsewhere = qatar.act(
                (s, tx) -> OwnCard.fresh(s.desk(), tx, new RoomId(Hash.of("another room")), s.desk().self.relay)
                        .card());
        Hash opening = Scene.room(scene.oman, room).current().openingHash;
        consented(ChangeKind.ADMIT, qatar.id(), new Change(opening, new Change.Admit(elsewhere)).encoded());
        assertNothingChanged();
    }

    /** All know Qatar; the others let in, under its name, keys of somebody else's. */
    private Actor anotherIsLetInAs() {
        Actor qatar = scene.guest("Qatar");
        scene.world.room(4, scene.oman, scene.israel, scene.iran, qatar);
        Actor other = scene.guest("Somebody else");
        Card card = other.act((s, tx) ->
                OwnCard.fresh(s.desk(), tx, room, s.desk().self.relay).card());
        NodeIdentity known = qatar.seat().desk().self.node;
        NodeIdentity named = new NodeIdentity(
                known.principal(),
                known.incarnation(),
                card.node().identityKey(),
                card.node().onRecord());
        Card exchanged = new Card(
                card.table(), room, named, card.roomKey(), card.inbox(), card.roomBundle(), card.inboxBundle());
        Hash opening = Scene.room(scene.oman, room).current().openingHash;
        consented(ChangeKind.ADMIT, qatar.id(), new Change(opening, new Change.Admit(exchanged)).encoded());
        assertThat(scene.israel.room(room).epoch()).isEqualTo(1);
        assertThat(scene.israel.alarms()).containsExactly(Fact.AlarmKind.CARD_CHANGED);
        assertThat(isSealedTo(qatar)).isFalse();
        return qatar;
    }

    private boolean isSealedTo(Actor named) {
        Room here = Scene.room(scene.israel, room);
        return !here.links.held(here.roster().member(named.id()).orElseThrow());
    }

    @Test
    void the_code_of_one_who_is_known_opens_nothing_to_another_that_was_let_in_under_its_name() {
        Actor qatar = anotherIsLetInAs();
        scene.israel
                .act((s, tx) -> s.compared(tx, qatar.id(), true, "by voice"))
                .orThrow();
        scene.israel.restart();
        assertThat(isSealedTo(qatar)).isFalse();
    }

    @Test
    void room_words_which_name_its_very_card_do() {
        Actor qatar = anotherIsLetInAs();
        scene.israel
                .act((s, tx) -> s.roomWordsHeard(tx, room, 1, true, "by voice"))
                .orThrow();
        scene.israel.restart();
        assertThat(isSealedTo(qatar)).isTrue();
    }

    /** The last consent is placed; Iran reads it first and seals the end of the epoch by a changed program. */
    private Forge endBeforeOthers(ChangeKind kind, Actor subject, NextSecrets next) {
        return endBeforeOthers(kind, subject, encoded(next::write));
    }

    private Forge endBeforeOthers(ChangeKind kind, Actor subject, Bytes body) {
        Hash proposal = scene.ratify(room, kind, subject, scene.oman, scene.israel);
        scene.israel.send(scene.world);
        scene.iran.read(scene.world);
        Forge forge =
                new Forge(scene.iran, room).slot(scene.oman, Forge.Slot.GOOD).slot(scene.israel, Forge.Slot.GOOD);
        forge.kind = new Header.Epoch(proposal);
        forge.event = body;
        return forge;
    }

    private static Bytes encoded(Consumer<CanonicalWriter> write) {
        CanonicalWriter out = new CanonicalWriter();
        write.accept(out);
        return out.bytes();
    }

    private void place(Forge forge) {
        Forge.place(scene.world, scene.iran, room, forge.entry());
        scene.world.settle();
    }

    private NextSecrets fresh(MemoryRelay relay) {
        return NextSecrets.fresh(
                Randomness.system(),
                relay.address(),
                Scene.room(scene.iran, room).current().openingHash);
    }

    @Test
    void who_is_removed_does_not_choose_the_next_log() {
        NextSecrets known = fresh(scene.world.relay);
        place(endBeforeOthers(ChangeKind.REMOVE, scene.iran, known));
        assertThat(scene.oman.room(room).epoch()).isEqualTo(1);
        assertThat(scene.oman.room(room).log().id())
                .isNotEqualTo(known.secrets().logId());
        assertThat(scene.israel.room(room).log())
                .isEqualTo(scene.oman.room(room).log());
    }

    @Test
    void an_epoch_does_not_begin_in_the_log_of_the_one_before() {
        LogId before = scene.oman.room(room).log().id();
        place(endBeforeOthers(ChangeKind.REFRESH, scene.oman, chosen(secrets(room))));
        assertThat(scene.israel.room(room).epoch()).isEqualTo(1);
        assertThat(scene.israel.room(room).log().id()).isNotEqualTo(before);
    }

    /** Everything there would be of another history, and every author but the hostile one a clone of itself. */
    @Test
    void an_epoch_does_not_begin_in_the_log_of_an_earlier_one() {
        EpochSecrets earlier = secrets(room);
        scene.change(room, ChangeKind.REFRESH, scene.oman);
        place(endBeforeOthers(ChangeKind.REFRESH, scene.oman, chosen(earlier)));
        assertTheOthersGoOnInALogOfTheirOwn(2);
    }

    /** Pages of that log go to the epoch for which it is still read, for one who was away. */
    @Test
    void an_epoch_does_not_begin_in_a_log_that_is_still_read() {
        Actor qatar = scene.guest("Qatar");
        scene.change(room, ChangeKind.ADMIT, qatar);
        EpochSecrets stillRead = secrets(room);
        qatar.offline = true;
        scene.change(room, ChangeKind.REFRESH, scene.oman);
        assertThat(Scene.room(scene.oman, room).epoch(1)).isPresent();
        place(endBeforeOthers(ChangeKind.REFRESH, scene.oman, chosen(stillRead)));
        assertTheOthersGoOnInALogOfTheirOwn(3);
    }

    /** Who sits in both would read one of them only. */
    @Test
    void an_epoch_does_not_begin_in_the_log_of_another_room() {
        RoomId other = scene.world.room(4, scene.oman, scene.israel, scene.iran);
        scene.warmUp(other);
        place(endBeforeOthers(ChangeKind.REFRESH, scene.oman, chosen(secrets(other))));
        assertTheOthersGoOnInALogOfTheirOwn(1);
        scene.israel.say(other, "in the other room");
        scene.world.settle();
        assertThat(Scene.texts(scene.oman, other)).contains("in the other room");
        assertThat(Scene.texts(scene.iran, other)).contains("in the other room");
    }

    @Test
    void nor_by_an_end_as_programs_of_before_made_it() {
        EpochSecrets earlier = secrets(room);
        scene.change(room, ChangeKind.REFRESH, scene.oman);
        EpochSecrets of = EpochSecrets.ofBefore(earlier.capability(), earlier.headerKey(), earlier.relay());
        place(endBeforeOthers(ChangeKind.REFRESH, scene.oman, encoded(of::write)));
        assertTheOthersGoOnInALogOfTheirOwn(2);
    }

    private EpochSecrets secrets(RoomId of) {
        return Scene.room(scene.iran, of).current().secrets;
    }

    /** The seed is Iran's to choose; what follows from it is not. */
    private static NextSecrets chosen(EpochSecrets secrets) {
        return new NextSecrets(Randomness.system().secret(EpochSecrets.SECRET), secrets);
    }

    /** All but Iran, whose vault lacks what its changed program wrote beside it. */
    private void assertTheOthersGoOnInALogOfTheirOwn(int epoch) {
        scene.world.settleOver(Duration.ofMinutes(3), 3);
        assertThat(scene.israel.room(room).condition()).isEqualTo(SeatRoom.Condition.OPEN);
        scene.israel.say(room, "in a log of its own");
        scene.world.settle();
        for (Actor actor : List.of(scene.oman, scene.israel)) {
            assertThat(actor.room(room).epoch()).as(actor.name).isEqualTo(epoch);
            assertThat(actor.room(room).condition()).as(actor.name).isEqualTo(SeatRoom.Condition.OPEN);
            assertThat(actor.alarms()).as(actor.name).isEmpty();
            assertThat(Scene.texts(actor, room)).as(actor.name).contains("in a log of its own");
        }
    }

    @Test
    void who_carries_out_a_refresh_does_not_move_the_room_to_a_relay_of_its_own() {
        MemoryRelay own = new MemoryRelay("own.test");
        scene.world.add(own);
        place(endBeforeOthers(ChangeKind.REFRESH, scene.oman, fresh(own)));
        assertThat(scene.israel.room(room).epoch()).isEqualTo(1);
        assertThat(scene.israel.room(room).log().relay()).isEqualTo(scene.world.relay.address());
    }

    @Test
    void who_stays_does_not_leave_because_it_is_told_to() {
        Forge forge = endBeforeOthers(ChangeKind.REFRESH, scene.oman, fresh(scene.world.relay))
                .slot(scene.israel, Forge.Slot.EMPTY);
        scene.oman.offline = true;
        Forge.place(scene.world, scene.iran, room, forge.entry());
        scene.israel.read(scene.world);
        assertThat(scene.israel.room(room).waitingAt()).isPresent();
        var end = Scene.room(scene.israel, room).current().read;
        scene.iran.act((s, tx) -> {
            Peers.Peer israel = s.desk().peers.find(scene.israel.id()).orElseThrow();
            s.desk().post.send(tx, israel, new InboxMessage.Ended(room, 0, end));
            return true;
        });
        scene.iran.send(scene.world);
        scene.israel.read(scene.world);
        assertThat(scene.israel.room(room).condition()).isEqualTo(SeatRoom.Condition.OPEN);
        assertThat(scene.israel.facts(Fact.Removed.class)).isEmpty();
    }
}
