package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.PrincipalId;
import parley.base.RoomId;
import parley.protocol.entry.SizeClass;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.MemoryRelay;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.protocol.port.SignedHead;

/**
 * The relay shows two histories, and whoever finds it shows all what the relay signed, once: also who could not compare it then
 * learns of it (protocol.md, "Restore, clone, rollback").
 */
class ShownHeadsTest {
    private final Scene scene = new Scene();

    /** Each writes on a history of its own; then both read the first, and the other finds it out. */
    private void part(Actor one, Actor other, RoomId room) {
        MemoryRelay fork = scene.world.relay.fork();
        scene.world.detour(other, fork);
        one.say(room, "to one side");
        other.say(room, "to the other");
        scene.world.settle();
        scene.world.rejoin(other);
        scene.world.settle();
        assertWarned(other, room);
    }

    private static void assertWarned(Actor actor, RoomId room) {
        assertThat(actor.alarms()).as(actor.name).containsOnlyOnce(Fact.AlarmKind.HISTORIES_DIFFER);
        assertThat(actor.room(room).condition()).as(actor.name).isEqualTo(SeatRoom.Condition.FROZEN);
    }

    private static void assertGoesOn(Actor actor, RoomId room) {
        assertThat(actor.alarms()).as(actor.name).isEmpty();
        assertThat(actor.room(room).condition()).as(actor.name).isEqualTo(SeatRoom.Condition.OPEN);
    }

    @Test
    void who_is_still_in_the_epoch_before_is_warned_when_it_comes_there() {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        scene.iran.offline = true;
        scene.ratify(room, ChangeKind.REFRESH, scene.oman, scene.oman, scene.israel);
        scene.world.settle();
        part(scene.oman, scene.israel, room);
        assertWarned(scene.oman, room);
        assertThat(scene.iran.room(room).epoch()).isZero();
        scene.iran.offline = false;
        scene.world.settle();
        assertThat(scene.iran.room(room).epoch()).isEqualTo(1);
        assertWarned(scene.iran, room);
    }

    @Test
    void a_newcomer_is_warned_when_its_opening_comes_after_the_heads() {
        Actor qatar = scene.guest("Qatar");
        RoomId room = scene.plenary();
        scene.world.room(4, scene.oman, scene.israel, scene.iran, qatar);
        scene.warmUp(room);
        scene.ratify(room, ChangeKind.ADMIT, qatar, scene.oman, scene.israel);
        scene.israel.send(scene.world);
        scene.oman.read(scene.world);
        scene.oman.send(scene.world);
        scene.oman.offline = true;
        scene.world.settle();
        assertThat(scene.israel.room(room).epoch()).isEqualTo(1);
        part(scene.iran, scene.israel, room);
        assertThat(qatar.seat().room(room)).isEmpty();
        // Oman opens the room to Qatar and is away again, before it finds anything that it would show.
        while (scene.oman.room(room).epoch() == 0) {
            assertThat(scene.oman.read(scene.world)).isTrue();
        }
        scene.oman.send(scene.world);
        scene.world.settle();
        assertThat(qatar.room(room).epoch()).isEqualTo(1);
        assertWarned(qatar, room);
    }

    @Test
    void one_member_shows_no_more_heads_of_epochs_to_come_than_honest_ones_do() {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        for (int i = 0; i < 4; i++) {
            Scene.send(scene.iran, scene.israel, ofAnEpochToCome(room, i));
        }
        scene.world.settle();
        Bytes four = early(scene.israel, room);
        for (int i = 0; i < 20; i++) {
            Scene.send(scene.iran, scene.israel, ofAnEpochToCome(room, i));
        }
        scene.world.settle();
        assertThat(early(scene.israel, room)).isEqualTo(four);
        Scene.send(scene.oman, scene.israel, ofAnEpochToCome(room, 0));
        scene.world.settle();
        assertThat(early(scene.israel, room).size()).isGreaterThan(four.size());
        scene.israel.restart();
        scene.change(room, ChangeKind.REFRESH, scene.oman);
        assertGoesOn(scene.israel, room);
    }

    @Test
    void a_head_waits_for_its_own_epoch_and_is_kept_no_longer() {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        Scene.send(scene.iran, scene.israel, ofAnEpochToCome(room, 2, 7));
        scene.world.settle();
        Bytes ofTheSecond = early(scene.israel, room);
        Scene.send(scene.iran, scene.israel, ofAnEpochToCome(room, 1, 7));
        scene.world.settle();
        assertThat(early(scene.israel, room)).isNotEqualTo(ofTheSecond);
        scene.change(room, ChangeKind.REFRESH, scene.oman);
        assertThat(early(scene.israel, room)).as("of the second").isEqualTo(ofTheSecond);
        scene.change(room, ChangeKind.REFRESH, scene.oman);
        boolean kept = scene.israel.act(
                (s, tx) -> tx.get(s.desk().cells.earlyHeads(room)).isPresent());
        assertThat(kept).isFalse();
        assertGoesOn(scene.israel, room);
    }

    @Test
    void however_many_show_heads_of_epochs_to_come_no_more_are_kept_than_all_seats_may_show() {
        RoomId room = scene.plenary();
        scene.israel.act((s, tx) -> {
            for (int stranger = 0; stranger <= SizeClass.MOST_SEATS; stranger++) {
                PrincipalId from = new PrincipalId(Hash.of("stranger", Hash.number(stranger)));
                Bytes before = tx.get(s.desk().cells.earlyHeads(room)).orElse(Bytes.EMPTY);
                for (int i = 0; i < 4; i++) {
                    s.desk().earlyHeads.shown(tx, from, ofAnEpochToCome(room, i));
                }
                Bytes after = tx.get(s.desk().cells.earlyHeads(room)).orElseThrow();
                assertThat(after.equals(before)).isEqualTo(stranger == SizeClass.MOST_SEATS);
            }
            return true;
        });
    }

    private static InboxMessage.HeadShown ofAnEpochToCome(RoomId room, int number) {
        return ofAnEpochToCome(room, 1, number);
    }

    private static InboxMessage.HeadShown ofAnEpochToCome(RoomId room, int epoch, int number) {
        Hash any = Hash.of("test", Bytes.utf8("head " + number));
        return new InboxMessage.HeadShown(
                room,
                epoch,
                new SignedHead(
                        new parley.base.LogId(any), new Head(number, any), 0, List.of(), Bytes.wrap(new byte[64])));
    }

    private static Bytes early(Actor actor, RoomId room) {
        return actor.act((s, tx) -> tx.get(s.desk().cells.earlyHeads(room)).orElseThrow());
    }

    @Test
    void whose_code_had_differed_is_warned_when_the_finder_compared_it_anew() {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        scene.oman.offline = true;
        compared(scene.israel, scene.iran, false);
        part(scene.iran, scene.israel, room);
        assertGoesOn(scene.iran, room);
        scene.israel.restart();
        compared(scene.israel, scene.iran, true);
        scene.world.settle();
        assertWarned(scene.iran, room);
    }

    @Test
    void who_doubted_the_finder_is_warned_when_it_compared_codes_anew() {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        scene.oman.offline = true;
        compared(scene.iran, scene.israel, false);
        part(scene.iran, scene.israel, room);
        assertGoesOn(scene.iran, room);
        scene.iran.restart();
        compared(scene.iran, scene.israel, true);
        scene.world.settle();
        assertWarned(scene.iran, room);
    }

    @Test
    void what_was_meant_for_one_whose_code_had_differed_and_is_no_warning_never_goes() {
        assertNoMoreThanWarningsIsMadeUpFor(scene.israel, scene.iran);
    }

    @Test
    void of_what_one_who_was_doubted_wrote_meanwhile_warnings_alone_are_opened() {
        assertNoMoreThanWarningsIsMadeUpFor(scene.iran, scene.israel);
    }

    /** Israel writes to Iran, while one of the two doubts the other and afterwards. */
    private void assertNoMoreThanWarningsIsMadeUpFor(Actor doubting, Actor doubted) {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        compared(doubting, doubted, false);
        Scene.send(scene.israel, scene.iran, new InboxMessage.CardDeclined(room));
        scene.world.settle();
        doubting.restart();
        compared(doubting, doubted, true);
        scene.world.settle();
        assertThat(scene.iran.facts(Fact.Declined.class)).isEmpty();
        Scene.send(scene.israel, scene.iran, new InboxMessage.CardDeclined(room));
        scene.world.settle();
        assertThat(scene.iran.facts(Fact.Declined.class)).as("from now on").hasSize(1);
    }

    private static void compared(Actor actor, Actor with, boolean same) {
        actor.act((s, tx) -> s.compared(tx, with.id(), same, "by voice")).orThrow();
    }
}
