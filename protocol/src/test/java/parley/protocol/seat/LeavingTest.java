package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.Role;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.MemoryRelay;
import parley.protocol.fixture.MemoryStore;
import parley.protocol.fixture.TestFold;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.protocol.room.Card;

/** What a member that is removed hears, says and keeps, and what those who stay keep of it (protocol.md, "Epochs"). */
class LeavingTest {
    private static final String WORDS = "not before I thought it over";

    /** A change of its proposer's needs nobody else's consent. */
    private final Scene scene = new Scene(Conduct.STRICT, new MemoryRelay("relay.test"), 1);

    private void changes(RoomId room, ChangeKind kind, Actor subject) {
        Bytes change = scene.change(room, kind, subject, scene.oman);
        scene.oman.say(room, TestFold.propose(kind, subject.id(), change));
    }

    private void removesIran(RoomId room) {
        changes(room, ChangeKind.REMOVE, scene.iran);
    }

    private void assertHasLeft(RoomId room) {
        assertThat(scene.iran.room(room).condition()).isEqualTo(SeatRoom.Condition.LEFT);
        assertThat(scene.iran.facts(Fact.Removed.class))
                .extracting(Fact.Removed::room)
                .containsExactly(room);
    }

    @Test
    void who_was_away_when_it_was_removed_learns_of_it_though_nobody_is_there_whom_it_could_ask() {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        scene.iran.offline = true;
        removesIran(room);
        scene.world.settle();
        scene.oman.offline = true;
        scene.israel.offline = true;
        scene.iran.offline = false;
        scene.world.settle();
        assertHasLeft(room);
    }

    @Test
    void who_waits_for_the_key_of_its_end_leaves_as_soon_as_it_is_told() {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        removesIran(room);
        goesOnAlone(room);
        scene.iran.read(scene.world);
        Epoch epoch = Scene.room(scene.iran, room).current();
        assertThat(scene.iran.room(room).waitingAt()).hasValue(epoch.read.position());
        iranIsTold(room, epoch.read);
        assertHasLeft(room);
    }

    /** Nobody says it once more. */
    @Test
    void who_is_told_before_it_has_read_its_end_knows_of_it_after_a_start() {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        removesIran(room);
        goesOnAlone(room);
        iranIsTold(room, Scene.room(scene.oman, room).current().opening.end());
        assertThat(scene.iran.room(room).condition()).isEqualTo(SeatRoom.Condition.OPEN);
        scene.iran.restart();
        scene.iran.read(scene.world);
        assertHasLeft(room);
    }

    private void iranIsTold(RoomId room, Head end) {
        scene.iran.act((s, tx) -> {
            InboxMessage.Ended ended = new InboxMessage.Ended(room, 0, end);
            Scene.room(scene.iran, room).turns.toldEnded(tx, Scene.peer(scene.iran, scene.oman), ended);
            return true;
        });
    }

    /** Oman comes to the next epoch before it tells anybody. */
    private void goesOnAlone(RoomId room) {
        for (int i = 0; i < 8 && scene.oman.room(room).epoch() == 0; i++) {
            scene.oman.send(scene.world);
            scene.oman.read(scene.world);
        }
        assertThat(scene.oman.room(room).epoch()).isEqualTo(1);
    }

    /** A member that stayed helps it to the key of the end: it learns no more by that than it was told, and no second time. */
    @Test
    void who_left_is_told_so_once_also_when_somebody_gives_it_the_key_of_its_end() {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        removesIran(room);
        scene.world.settle();
        assertHasLeft(room);
        Room left = Scene.room(scene.iran, room);
        Room there = Scene.room(scene.oman, room);
        long end = there.current().opening.end().position();
        Opened opened = scene.oman.act((s, tx) ->
                there.entries.opened(tx, there.past(tx, 0).orElseThrow(), end).orElseThrow());
        scene.iran.act((s, tx) -> {
            EntryRecord record = left.entries.record(tx, left.current(), end);
            left.wants.given(tx, new InboxMessage.KeyGiven(room, 0, end, record.entry(), opened.key()));
            return true;
        });
        scene.world.settle();
        assertHasLeft(room);
    }

    @Test
    void what_it_had_written_and_not_said_is_told_as_not_said_and_is_nowhere_any_more() {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        long ticket = scene.iran
                .act((s, tx) -> s.say(
                        tx,
                        room,
                        TestFold.text(WORDS),
                        scene.world.clock.instant().plus(Duration.ofMinutes(30))))
                .orThrow();
        assertThat(scene.iran.store.holds(Bytes.utf8(WORDS))).isTrue();
        removesIran(room);
        scene.world.settle();
        assertHasLeft(room);
        assertThat(scene.iran.facts(Fact.NotSaid.class)).containsExactly(new Fact.NotSaid(room, ticket));
        assertThat(scene.iran.store.holds(Bytes.utf8(WORDS))).isFalse();
        scene.iran.restart();
        scene.world.settleOver(Duration.ofHours(1), 1);
        assertThat(Scene.texts(scene.oman, room)).doesNotContain(WORDS);
    }

    /** Israel hasn't begun its sessions with Iran, so Iran's card still has its keys. */
    @Test
    void it_keeps_no_keys_behind_its_card() {
        Actor qatar = scene.world.join(scene.oman, scene.actor("Qatar", new TestFold(1, 1)), Role.GUARANTOR);
        RoomPlan plan = new RoomPlan(
                "second",
                Bytes.EMPTY,
                List.of(scene.oman.id(), scene.israel.id(), scene.iran.id(), qatar.id()),
                4,
                scene.world.relay.address());
        RoomId second = scene.oman.act((s, tx) -> s.found(tx, plan)).orThrow();
        scene.world.settle();
        scene.israel.joins(second).orThrow();
        scene.iran.joins(second).orThrow();
        qatar.joins(second).orThrow();
        scene.israel.send(scene.world);
        scene.israel.offline = true;
        scene.world.settle();
        OwnCard own = Scene.room(scene.iran, second).own;
        assertThat(holdsKeysOf(own.roomBundle())).isTrue();
        assertThat(holdsKeysOf(own.inboxBundle())).isTrue();
        removesIran(second);
        scene.world.settle();
        assertHasLeft(second);
        assertThat(holdsKeysOf(own.roomBundle())).isFalse();
        assertThat(holdsKeysOf(own.inboxBundle())).isFalse();
    }

    /** Whether there is anything to erase of a bundle: tried and undone. */
    private boolean holdsKeysOf(Hash bundle) {
        Desk desk = scene.iran.seat().desk();
        MemoryStore copy = scene.iran.store.image();
        int cells = copy.size();
        copy.transact(tx -> {
            desk.ports.sessions().eraseBundle(tx, desk.owner, bundle);
            return true;
        });
        return copy.size() < cells;
    }

    /** Its author hadn't read that Iran is out, and sealed it for Iran too. */
    @Test
    void what_stands_behind_its_end_is_not_kept_by_who_could_open_it() {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        Bytes change = scene.change(room, ChangeKind.REMOVE, scene.iran, scene.oman);
        scene.iran.offline = true;
        Scene.say(scene.israel, room, "behind the end");
        Scene.say(scene.oman, room, "before it");
        scene.oman.act((s, tx) ->
                s.say(tx, room, TestFold.propose(ChangeKind.REMOVE, scene.iran.id(), change), Instant.EPOCH));
        goesOnAlone(room);
        scene.oman.send(scene.world);
        Unplaced late = Scene.room(scene.israel, room).state.unplaced.orElseThrow();
        scene.israel.send(scene.world);
        scene.iran.offline = false;
        scene.iran.read(scene.world);
        scene.iran.read(scene.world);
        assertHasLeft(room);
        assertThat(Scene.texts(scene.iran, room)).contains("before it").doesNotContain("behind the end");
        assertThat(scene.iran.store.holds(Bytes.utf8("before it"))).isTrue();
        assertThat(scene.iran.store.holds(Bytes.utf8("behind the end"))).isFalse();
        assertThat(scene.iran.facts(Fact.EntryRefused.class)).isEmpty();
        Room left = Scene.room(scene.iran, room);
        scene.iran.act((s, tx) -> {
            long at = left.entries.placeOf(tx, left.current(), late.hash()).orElseThrow();
            left.wants.given(tx, new InboxMessage.KeyGiven(room, 0, at, late.hash(), late.key()));
            assertThat(left.entries.opened(tx, left.current(), at)).isEmpty();
            return true;
        });
    }

    @Test
    void who_stays_alone_reads_the_log_of_before_no_more() {
        RoomId room = scene.world.room(2, scene.oman, scene.iran);
        scene.oman.say(room, "to you alone");
        scene.world.settle();
        removesIran(room);
        scene.world.settle();
        assertHasLeft(room);
        assertThat(scene.oman.room(room).roster()).hasSize(1);
        assertThat(Scene.room(scene.oman, room).epochs).containsOnlyKeys(1);
    }

    @Test
    void a_card_by_which_somebody_came_in_is_kept_for_no_other_time() {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        Actor qatar = scene.guest("Qatar");
        scene.change(room, ChangeKind.ADMIT, qatar, scene.oman);
        assertThat(offers(qatar, room)).isTrue();
        changes(room, ChangeKind.ADMIT, qatar);
        qatar.offline = true;
        scene.world.settle();
        assertThat(scene.oman.room(room).epoch()).isEqualTo(1);
        assertThat(offers(qatar, room)).isFalse();
    }

    private boolean offers(Actor newcomer, RoomId room) {
        return scene.oman.act((s, tx) ->
                tx.get(s.desk().cells.offeredCard(room, newcomer.id())).isPresent());
    }

    /** What would bring it in again is a card of its next incarnation. */
    @Test
    void another_card_of_a_member_that_sits_here_as_it_is_offers_nothing() {
        RoomId room = scene.plenary();
        Card another = scene.iran.act((s, tx) ->
                OwnCard.fresh(s.desk(), tx, room, scene.world.relay.address()).card());
        scene.oman.act((s, tx) -> {
            Scene.room(scene.oman, room).changes.cardGiven(tx, Scene.peer(scene.oman, scene.iran), another);
            return true;
        });
        assertThat(scene.oman.facts(Fact.CardReady.class)).isEmpty();
        assertThat(offers(scene.iran, room)).isFalse();
    }

    // ---- Behind the end

    /** One is away, so the others read on in the log of before. */
    @Test
    void what_is_placed_behind_the_end_is_told_as_late_once_and_after_a_restart_not_again() {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        scene.iran.offline = true;
        changes(room, ChangeKind.REFRESH, scene.oman);
        scene.world.settle();
        long end = Scene.room(scene.oman, room).current().opening.end().position();
        Forge.place(
                scene.world,
                scene.iran,
                room,
                Bytes.wrap(new byte[Scene.room(scene.oman, room).size().bytes()]));
        for (int i = 0; i < 2; i++) {
            scene.world.settle();
            assertThat(late(scene.oman)).containsExactly(end + 1);
            scene.oman.restart();
        }
        scene.iran.offline = false;
        scene.world.settle();
        assertThat(scene.iran.room(room).epoch()).isEqualTo(1);
        assertThat(late(scene.iran)).as("read together with the end").containsExactly(end + 1);
    }

    private static List<Long> late(Actor actor) {
        return actor.facts(Fact.EntryRefused.class).stream()
                .filter(refused -> refused.verdict() == Fact.Verdict.LATE)
                .map(Fact.EntryRefused::logPosition)
                .toList();
    }

    /** Those who stayed vouch for it to one who was let in again, and whose vault shows the life before still. */
    @Test
    void a_word_on_another_beginning_of_the_room_alarms_nobody_who_left_it() {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        removesIran(room);
        scene.world.settle();
        assertHasLeft(room);
        Room there = Scene.room(scene.oman, room);
        assertThat(there.current().openingHash)
                .isNotEqualTo(Scene.room(scene.iran, room).current().openingHash);
        Scene.send(
                scene.oman,
                scene.iran,
                new InboxMessage.StateVouched(
                        room,
                        there.current().openingHash,
                        there.folded.digest(),
                        scene.oman.ports().fold().version()));
        scene.world.settle();
        assertThat(scene.iran.alarms()).isEmpty();
        assertHasLeft(room);
    }

    @Test
    void nobody_outside_the_room_makes_a_member_leave() {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        Actor qatar = scene.guest("Qatar");
        Epoch before = Scene.room(scene.iran, room).current();
        scene.iran.act((s, tx) -> {
            Room here = Scene.room(scene.iran, room);
            InboxMessage.Ended end = new InboxMessage.Ended(room, 0, before.read);
            here.turns.toldEnded(tx, s.desk().peers.find(qatar.id()).orElse(Scene.peer(scene.oman, qatar)), end);
            assertThat(here.current().endTold).isEmpty();
            here.turns.toldEnded(
                    tx, Scene.peer(scene.iran, scene.israel), new InboxMessage.Ended(room, 3, before.read));
            assertThat(here.current().endTold).isEmpty();
            return true;
        });
        assertThat(scene.iran.room(room).condition()).isEqualTo(SeatRoom.Condition.OPEN);
    }
}
