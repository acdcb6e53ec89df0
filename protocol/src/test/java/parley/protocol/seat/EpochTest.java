package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Result;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.Sabotaged;
import parley.protocol.fixture.TestFold;
import parley.protocol.fixture.WeakBuild.Instead;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.protocol.session.Sessions;

/** Admission, removal and refreshing: a new log each time, and everybody follows (protocol.md, "Epochs"). */
class EpochTest {
    private final Scene scene = new Scene();

    @Test
    void three_talk_and_those_who_never_met_are_vouched_for() {
        RoomId room = scene.plenary();
        scene.israel.say(room, "opening position");
        scene.iran.say(room, "reply");
        scene.world.settle();
        assertThat(Scene.texts(scene.israel, room)).hasSize(2).isEqualTo(Scene.texts(scene.iran, room));
        assertThat(scene.israel.seat().peers())
                .anySatisfy(p -> assertThat(p.comparison()).isEqualTo(new Fact.Comparison.VouchedFor(scene.oman.id())));
        assertThat(scene.israel.room(room).roster()).allMatch(SeatRoom.Member::confirmed);
        assertThat(scene.israel.facts(Fact.Folded.class)).hasSize(2).allMatch(Fact.Folded::confirmed);
        assertThat(scene.world.allFacts()).noneMatch(f -> f instanceof Fact.Alarm);
        assertThat(scene.world.allFacts()).noneMatch(f -> f instanceof Fact.Waiting);
    }

    @Test
    void a_refresh_moves_all_to_a_new_log_and_the_talk_goes_on() {
        RoomId room = scene.plenary();
        scene.iran.say(room, "before");
        scene.world.settle();
        var before = scene.iran.room(room).log();
        scene.change(room, ChangeKind.REFRESH, scene.oman);
        scene.iran.say(room, "after");
        scene.world.settle();
        assertThat(scene.iran.room(room).log()).isNotEqualTo(before);
        assertThat(List.of(scene.oman, scene.israel, scene.iran)).allSatisfy(actor -> {
            assertThat(actor.room(room).epoch()).isEqualTo(1);
            assertThat(Scene.texts(actor, room)).containsExactly("before", "after");
            assertThat(actor.room(room).state().digest())
                    .isEqualTo(scene.oman.room(room).state().digest());
            assertThat(actor.alarms()).isEmpty();
        });
        assertThat(Scene.room(scene.oman, room).epochs).hasSize(1);
    }

    @Test
    void a_newcomer_begins_from_the_same_state_and_writes() {
        RoomId room = scene.plenary();
        scene.iran.say(room, "before");
        scene.world.settle();
        Actor qatar = scene.guest("Qatar");
        scene.change(room, ChangeKind.ADMIT, qatar);
        assertThat(qatar.seat().roomWords(room)).isEqualTo(scene.iran.seat().roomWords(room));
        qatar.say(room, "honoured");
        scene.iran.say(room, "welcome");
        scene.world.settle();
        for (Actor actor : List.of(scene.oman, scene.israel, scene.iran, qatar)) {
            assertThat(actor.room(room).roster()).hasSize(4);
            assertThat(actor.room(room).state().digest())
                    .isEqualTo(scene.oman.room(room).state().digest());
            assertThat(actor.alarms()).isEmpty();
            assertThat(actor.facts(Fact.Waiting.class)).isEmpty();
        }
        assertThat(Scene.texts(qatar, room)).containsExactlyInAnyOrder("honoured", "welcome");
    }

    @Test
    void nobody_is_asked_into_a_room_whose_seats_are_taken() {
        RoomId room = scene.plenary();
        scene.change(room, ChangeKind.ADMIT, scene.guest("Qatar"));
        Actor bern = scene.guest("Bern");
        Result<Bytes> change =
                scene.oman.act((seat, tx) -> seat.change(tx, room, ChangeKind.ADMIT, bern.id(), Optional.empty()));
        scene.world.settle();
        assertThat(change).isEqualTo(Result.refused("room.seats-taken", 4));
        assertThat(bern.seat().rooms()).isEmpty();
    }

    @Test
    void who_is_to_be_removed_carries_that_out_never_however_long_the_others_are_away() {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        scene.ratify(room, ChangeKind.REMOVE, scene.iran, scene.oman, scene.israel);
        scene.israel.send(scene.world);
        scene.oman.offline = true;
        scene.israel.offline = true;
        scene.world.settle();
        assertThat(Scene.room(scene.iran, room).folded.ratified()).hasSize(1);
        scene.world.settleOver(Duration.ofMinutes(10), 60);
        assertThat(scene.iran.room(room).epoch()).isZero();
        assertThat(Scene.room(scene.iran, room).state.unplaced).isEmpty();
        scene.oman.offline = false;
        scene.israel.offline = false;
        scene.world.settle();
        assertThat(scene.iran.room(room).condition()).isEqualTo(SeatRoom.Condition.LEFT);
    }

    @Test
    void a_removed_member_reads_nothing_more_and_is_told() {
        RoomId room = scene.plenary();
        scene.change(room, ChangeKind.REMOVE, scene.iran);
        scene.israel.say(room, "among ourselves");
        scene.world.settle();
        scene.world.settleOver(Duration.ofMinutes(1), 5);
        assertThat(Scene.texts(scene.oman, room)).containsExactly("among ourselves");
        assertThat(Scene.texts(scene.iran, room)).isEmpty();
        assertThat(scene.iran.room(room).condition()).isEqualTo(SeatRoom.Condition.LEFT);
        assertThat(scene.iran.facts(Fact.Removed.class)).hasSize(1);
        Room left = Scene.room(scene.iran, room);
        assertThat(left.roster().members())
                .extracting(member -> scene.iran.<Sessions.Standing>act(
                        (s, tx) -> left.desk.ports.sessions().standing(tx, left.desk.owner, left.address(tx, member))))
                .as("what opened its slots")
                .containsOnly(Sessions.Standing.NONE);
    }

    @Test
    void a_removed_member_is_admitted_again_with_new_sessions() {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        scene.change(room, ChangeKind.REMOVE, scene.iran);
        scene.world.settleOver(Scene.STEP, 3);
        scene.israel.say(room, "among ourselves");
        scene.world.settle();
        scene.change(room, ChangeKind.ADMIT, scene.iran);
        scene.world.settleOver(Scene.STEP, 3);
        long first = scene.iran.say(room, "back again");
        scene.oman.say(room, "welcome back");
        scene.world.settle();
        for (Actor actor : List.of(scene.oman, scene.israel, scene.iran)) {
            assertThat(actor.room(room).roster()).hasSize(3).allMatch(SeatRoom.Member::confirmed);
            assertThat(Scene.texts(actor, room)).contains("back again", "welcome back");
            assertThat(actor.facts(Fact.Waiting.class).stream().filter(w -> w.epoch() > 1))
                    .isEmpty();
            assertThat(actor.alarms()).isEmpty();
        }
        assertThat(Scene.texts(scene.iran, room)).doesNotContain("among ourselves");
        assertThat(first).as("a ticket names one event only").isGreaterThan(0);
    }

    /** Each time by a new card: whoever kept the one of the time before would let somebody in who has no keys for it. */
    @Test
    void a_member_removed_twice_is_admitted_twice() {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        for (int time = 0; time < 2; time++) {
            scene.change(room, ChangeKind.REMOVE, scene.iran);
            scene.world.settleOver(Scene.STEP, 3);
            scene.change(room, ChangeKind.ADMIT, scene.iran);
            scene.world.settleOver(Scene.STEP, 3);
            String words = "back again, time " + time;
            scene.iran.say(room, words);
            scene.world.settle();
            for (Actor actor : List.of(scene.oman, scene.israel, scene.iran)) {
                assertThat(actor.room(room).roster()).hasSize(3).allMatch(SeatRoom.Member::confirmed);
                assertThat(Scene.texts(actor, room)).contains(words);
                assertThat(actor.alarms()).isEmpty();
            }
        }
    }

    /** Each asks in its own words, so a person answers each; whichever proposal is ratified, the card in it is the newcomer's. */
    @Test
    void a_newcomer_whom_two_ask_gives_both_the_same_card() {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        Actor qatar = scene.guest("Qatar");
        scene.world.pair(scene.israel, qatar);
        Bytes change = scene.change(room, ChangeKind.ADMIT, qatar, scene.oman);
        Bytes other = scene.change(room, ChangeKind.ADMIT, qatar, scene.israel);
        assertThat(qatar.facts(Fact.AskedToJoin.class)).hasSize(2);
        assertThat(other).isEqualTo(change);
        scene.oman.say(room, TestFold.propose(ChangeKind.ADMIT, qatar.id(), change));
        scene.world.settle();
        scene.israel.say(room, TestFold.consent(Seat.proposal(change)));
        scene.world.settle();
        assertThat(qatar.room(room).condition()).isEqualTo(SeatRoom.Condition.OPEN);
        assertThat(qatar.alarms()).isEmpty();
    }

    /** An author may hold the opening back until all others have spoken: their words are compared all the same. */
    @Test
    void an_elders_word_that_outruns_the_opening_is_compared_with_it() {
        RoomId room = scene.plenary();
        Actor qatar = admittedWhileTheOpeningIsHeldBack(room);
        vouchesForAnotherState(scene.israel, qatar, room);
        vouchesForAnotherState(scene.iran, qatar, room);
        qatar.restart();
        scene.oman.offline = false;
        scene.world.settle();
        assertThat(qatar.room(room).epoch()).isEqualTo(1);
        assertThat(qatar.facts(Fact.Alarm.class))
                .allMatch(alarm -> alarm.kind() == Fact.AlarmKind.STATE_DIGEST_DIFFERS)
                .flatExtracting(alarm -> alarm.member().stream().toList())
                .containsExactlyInAnyOrder(scene.israel.id(), scene.iran.id());
    }

    /** They were on the opening by which it came in first. */
    @Test
    void words_that_outran_an_opening_are_compared_with_no_later_one() {
        RoomId room = scene.plenary();
        Actor qatar = admittedWhileTheOpeningIsHeldBack(room);
        scene.oman.offline = false;
        scene.world.settle();
        scene.change(room, ChangeKind.REMOVE, qatar);
        scene.world.settleOver(Scene.STEP, 3);
        scene.change(room, ChangeKind.ADMIT, qatar);
        scene.world.settleOver(Scene.STEP, 3);
        assertThat(qatar.room(room).epoch()).isEqualTo(3);
        assertThat(qatar.alarms()).isEmpty();
    }

    private Actor admittedWhileTheOpeningIsHeldBack(RoomId room) {
        scene.warmUp(room);
        Actor qatar = scene.guest("Qatar");
        scene.world.pair(scene.israel, qatar);
        scene.world.pair(scene.iran, qatar);
        scene.ratify(room, ChangeKind.ADMIT, qatar, scene.oman, scene.israel);
        scene.israel.send(scene.world);
        scene.oman.read(scene.world);
        scene.oman.send(scene.world);
        scene.oman.offline = true;
        scene.world.settle();
        assertThat(qatar.seat().rooms()).isEmpty();
        return qatar;
    }

    private static void vouchesForAnotherState(Actor elder, Actor newcomer, RoomId room) {
        Hash opening = Scene.room(elder, room).current().openingHash;
        newcomer.act((s, tx) -> {
            s.desk()
                    .rooms
                    .newcomer()
                    .vouched(
                            tx,
                            Scene.peer(newcomer, elder),
                            new InboxMessage.StateVouched(room, opening, Hash.of("another state"), 1));
            return true;
        });
    }

    @Test
    @Sabotaged(in = Links.class, rule = "end", instead = Instead.NOTHING)
    void let_in_again_sabotaged_old_sessions_refuse_new_ones() {
        Scene weak = new Scene();
        removedAndLetInAgain(weak);
        assertThat(weak.world.allFacts()).anyMatch(f -> f instanceof Fact.Waiting);
    }

    private static RoomId removedAndLetInAgain(Scene scene) {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        scene.change(room, ChangeKind.REMOVE, scene.iran);
        scene.world.settleOver(Scene.STEP, 2);
        assertThat(scene.iran.room(room).condition()).isEqualTo(SeatRoom.Condition.LEFT);
        scene.change(room, ChangeKind.ADMIT, scene.iran);
        assertThat(scene.iran.room(room).condition()).isEqualTo(SeatRoom.Condition.OPEN);
        scene.world.settleOver(Scene.STEP, 3);
        scene.oman.say(room, "welcome back");
        scene.world.settle();
        scene.iran.say(room, "glad to be back");
        scene.world.settle();
        scene.world.settleOver(Scene.STEP, 3);
        return room;
    }

    /** Whoever was removed is asked before its card goes out, like anybody else. */
    @Test
    void a_removed_member_is_not_let_in_again_without_its_consent() {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        scene.change(room, ChangeKind.REMOVE, scene.iran);
        scene.world.settleOver(Scene.STEP, 2);
        Result<Bytes> asked =
                scene.oman.act((s, tx) -> s.change(tx, room, ChangeKind.ADMIT, scene.iran.id(), Optional.empty()));
        scene.world.settle();
        assertThat(asked.isDone()).isFalse();
        assertThat(scene.oman.facts(Fact.CardReady.class)).isEmpty();
        assertThat(scene.iran.facts(Fact.AskedToJoin.class)).hasSize(2);
    }
}
