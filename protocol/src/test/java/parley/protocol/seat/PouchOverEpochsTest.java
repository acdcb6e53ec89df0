package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.LogId;
import parley.base.Randomness;
import parley.base.Result;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.MemoryRelay;
import parley.protocol.fixture.TestFold;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.protocol.port.SignedHead;
import parley.protocol.pouch.Pouch;
import parley.protocol.pouch.PouchItem;

/** What a pouch brings from behind an epoch's end, to who goes on and to who left (protocol.md, "Pouch"). */
class PouchOverEpochsTest {
    /** A change of its proposer's needs nobody else's consent. */
    private final Scene scene = new Scene(Conduct.STRICT, new MemoryRelay("relay.test"), 1);

    private final RoomId room = scene.plenary();
    private final LogId log = scene.oman.room(room).log().id();

    PouchOverEpochsTest() {
        scene.warmUp(room);
    }

    private static Bytes export(Actor from) {
        return from.act((s, tx) -> s.pouch().export(tx, Integer.MAX_VALUE, _ -> {}));
    }

    private static PouchReport take(Actor to, Bytes pouch) {
        return to.act((s, tx) -> s.pouch().take(tx, pouch)).orThrow();
    }

    private void proposes(ChangeKind kind, Actor subject) {
        Bytes change = scene.change(room, kind, subject, scene.oman);
        scene.oman.say(room, TestFold.propose(kind, subject.id(), change));
    }

    /** Names of logs are drawn, so nothing but reading them tells which follows which. */
    @Test
    void one_pouch_brings_what_stands_behind_several_ends() {
        scene.iran.offline = true;
        for (int epoch = 1; epoch <= 3; epoch++) {
            proposes(ChangeKind.REFRESH, scene.oman);
            scene.world.settle();
            scene.israel.say(room, "in epoch " + epoch);
            scene.world.settle();
        }

        PouchReport report = take(scene.iran, export(scene.oman));

        assertThat(Scene.texts(scene.iran, room)).contains("in epoch 1", "in epoch 2", "in epoch 3");
        assertThat(scene.iran.room(room).epoch()).isEqualTo(3);
        assertThat(report.elsewhere()).isZero();
        assertThat(report.refused()).isZero();
    }

    /** A pouch of a room whose first epoch has ended since, and is followed by all. */
    private Bytes ofAClosedEpoch() {
        Bytes before = export(scene.oman);
        assertThat(PouchTest.items(before)).anyMatch(this::isOfTheRoom);
        proposes(ChangeKind.REFRESH, scene.oman);
        scene.world.settle();
        assertThat(Scene.room(scene.iran, room).epochs).containsOnlyKeys(1);
        return before;
    }

    @Test
    void entries_of_an_epoch_that_is_closed_are_here_already() {
        assertThat(take(scene.iran, ofAClosedEpoch())).isEqualTo(new PouchReport(0, 0, 3, 0, 0));
        assertThat(scene.iran.alarms()).isEmpty();
    }

    @Test
    void what_had_no_place_and_has_one_in_an_epoch_that_is_closed_is_here_already() {
        scene.iran.say(room, "without a place when it was packed");
        Bytes own = export(scene.iran);
        scene.world.settle();
        ofAClosedEpoch();
        assertThat(take(scene.oman, own).elsewhere()).isZero();
    }

    @Test
    void of_a_pouch_with_another_entry_in_an_epoch_that_is_closed_nothing_is_taken_in() {
        Bytes altered = PouchTest.altered(ofAClosedEpoch(), log, 2);

        Result<PouchReport> taken = scene.iran.act((s, tx) -> s.pouch().take(tx, altered));

        assertThat(taken).isEqualTo(PouchTest.contradicts(scene.iran, room, 2));
        assertThat(scene.iran.alarms()).isEmpty();
    }

    @Test
    void another_history_of_an_epoch_that_is_closed_is_told_and_freezes_nothing() {
        SignedHead other = PouchTest.otherHistory(scene, room);
        proposes(ChangeKind.REFRESH, scene.oman);
        scene.world.settle();
        assertThat(Scene.room(scene.iran, room).epochs).containsOnlyKeys(1);

        assertThat(scene.iran
                        .act((s, tx) -> s.pouch().take(tx, Pouch.write(List.of(new PouchItem.Signed(other)))))
                        .isDone())
                .isFalse();

        assertThat(scene.iran.alarms()).contains(Fact.AlarmKind.PAST_HISTORIES_DIFFER);
        assertThat(scene.iran.room(room).condition()).isEqualTo(SeatRoom.Condition.OPEN);
    }

    /** It was told, and has folded no end: nothing else says that this stands behind it. */
    private void iranLeavesBeforeItHasFoldedItsEnd() {
        proposes(ChangeKind.REMOVE, scene.iran);
        for (int i = 0; i < 8 && scene.oman.room(room).epoch() == 0; i++) {
            scene.oman.send(scene.world);
            scene.oman.read(scene.world);
        }
        assertThat(scene.oman.room(room).epoch()).isEqualTo(1);
        scene.iran.read(scene.world);
        scene.iran.act((s, tx) -> {
            InboxMessage.Ended ended = new InboxMessage.Ended(
                    room, 0, Scene.room(scene.oman, room).current().opening.end());
            Scene.room(scene.iran, room).turns.toldEnded(tx, Scene.peer(scene.iran, scene.oman), ended);
            return true;
        });
        assertThat(scene.iran.room(room).condition()).isEqualTo(SeatRoom.Condition.LEFT);
    }

    @Test
    void what_stands_behind_its_end_is_not_brought_to_who_left() {
        Scene.say(scene.israel, room, "behind the end");
        iranLeavesBeforeItHasFoldedItsEnd();
        scene.israel.send(scene.world);
        scene.oman.read(scene.world);
        PouchReport report = take(scene.iran, export(scene.oman));
        assertThat(report.placed()).isZero();
        assertThat(report.elsewhere()).isPositive();
    }

    @Test
    void by_who_left_nothing_is_carried_into_its_room() {
        scene.iran.say(room, "without a place");
        Bytes own = export(scene.iran);
        iranLeavesBeforeItHasFoldedItsEnd();
        List<Sending> before = scene.iran.seat().sendings();
        int size = Scene.room(scene.iran, room).size().bytes();

        PouchReport ofOwn = take(scene.iran, own);
        PouchReport ofAny = take(
                scene.iran,
                Pouch.write(List.of(new PouchItem.Unplaced(
                        log, Optional.empty(), Randomness.system().bytes(size)))));

        assertThat(ofOwn.unplaced()).isZero();
        assertThat(ofOwn.elsewhere()).isPositive();
        assertThat(ofAny).isEqualTo(new PouchReport(0, 0, 0, 1, 0));
        assertThat(scene.iran.seat().sendings()).isEqualTo(before);
    }

    @Test
    void by_who_left_nothing_of_its_room_is_carried_out() {
        iranLeavesBeforeItHasFoldedItsEnd();
        assertThat(PouchTest.items(export(scene.iran))).noneMatch(this::isOfTheRoom);
    }

    private boolean isOfTheRoom(PouchItem item) {
        return switch (item) {
            case PouchItem.Placed(LogId of, long _, Bytes _) -> of.equals(log);
            case PouchItem.Unplaced one -> one.log().equals(log);
            case PouchItem.Signed(SignedHead head) -> head.log().equals(log);
        };
    }
}
