package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.TestFold;
import parley.protocol.port.RoomFold.ChangeKind;

/**
 * A clock that ran half a year ahead and is set right again: nothing waits half a year for it (protocol.md, "A node as a
 * state machine").
 */
class ClockTest {
    private static final Duration AHEAD = Duration.ofDays(180);
    private static final int MINUTES = 12;

    private final Scene scene = new Scene();
    private final RoomId room = scene.plenary();

    private void ahead() {
        scene.warmUp(room);
        scene.world.pass(AHEAD);
    }

    private void setRight() {
        scene.world.pass(AHEAD.negated());
        scene.world.settleOver(Scene.STEP, MINUTES);
    }

    @Test
    void a_key_is_asked_for_again() {
        ahead();
        Forge forge =
                new Forge(scene.oman, room).slot(scene.israel, Forge.Slot.GOOD).slot(scene.iran, Forge.Slot.BAD);
        forge.event = TestFold.text("for Israel's slot only");
        Forge.place(scene.world, scene.oman, room, forge.entry());
        scene.oman.offline = true;
        scene.israel.offline = true;
        var before = scene.world.relay.image();
        scene.world.settle();
        assertThat(scene.iran.room(room).waitingAt()).isPresent();
        scene.world.relay.restore(before); // what Iran asked is lost
        scene.israel.offline = false;
        setRight();
        assertThat(Scene.texts(scene.iran, room)).contains("for Israel's slot only");
    }

    @Test
    void a_ratified_change_is_carried_out() {
        ahead();
        scene.ratify(room, ChangeKind.REFRESH, scene.oman, scene.oman, scene.israel);
        scene.oman.offline = true;
        scene.world.settle();
        assertThat(Scene.room(scene.israel, room).state.ratifiedSince).isPresent();
        setRight();
        assertThat(scene.israel.room(room).epoch()).isEqualTo(1);
        assertThat(scene.iran.room(room).epoch()).isEqualTo(1);
    }

    @Test
    void a_newcomer_is_greeted_again() {
        ahead();
        scene.ratify(room, ChangeKind.ADMIT, qatar, scene.oman, scene.israel);
        qatar.offline = true;
        var before = scene.world.relay.image();
        scene.world.settle();
        assertThat(scene.oman.room(room).epoch()).isEqualTo(1);
        scene.world.relay.restore(before); // the opening that was sent is lost
        qatar.offline = false;
        setRight();
        qatar.say(room, "here all the same");
        scene.world.settleOver(Scene.STEP, MINUTES);
        assertThat(Scene.texts(scene.iran, room)).contains("here all the same");
    }

    @Test
    void words_that_were_held_back_go() {
        ahead();
        scene.oman.act((s, tx) -> s.say(
                tx,
                room,
                TestFold.text("in a minute"),
                scene.world.clock.instant().plus(Duration.ofMinutes(1))));
        scene.world.settle();
        assertThat(Scene.texts(scene.iran, room)).doesNotContain("in a minute");
        setRight();
        assertThat(Scene.texts(scene.iran, room)).contains("in a minute");
    }

    @Test
    void words_are_held_back_for_an_hour_at_most() {
        scene.warmUp(room);
        scene.oman.act((s, tx) -> s.say(
                tx,
                room,
                TestFold.text("next year"),
                scene.world.clock.instant().plus(AHEAD)));
        scene.world.settleOver(Tickets.MOST_HELD, 1);
        assertThat(Scene.texts(scene.iran, room)).contains("next year");
    }

    @Test
    void a_jump_ahead_erases_no_keys_that_a_hello_still_needs() {
        RoomId second = roomThatIranFollowsLater();
        scene.world.pass(AHEAD);
        scene.world.settleOver(Scene.STEP, MINUTES);
        scene.iran.offline = false;
        setRight();
        qatar.say(second, "known to Iran");
        scene.world.settleOver(Scene.STEP, MINUTES);
        assertThat(Scene.texts(scene.iran, second)).contains("known to Iran");
        assertThat(scene.iran.room(second).roster()).allMatch(SeatRoom.Member::confirmed);
    }

    @Test
    void the_keys_of_a_cards_bundles_go_after_sixty_days_and_an_hour_of_running() {
        RoomId second = roomThatIranFollowsLater();
        scene.world.pass(Bundles.LIVE);
        scene.world.settleOver(Scene.STEP, MINUTES);
        assertThat(Scene.room(qatar, second).state.bundlesUntil).isPresent();
        scene.world.settleOver(Scene.STEP, 60);
        assertThat(Scene.room(qatar, second).state.bundlesUntil).isEmpty();
    }

    /** Before that there is nothing to do for them, and afterwards no step of the clock counts for more. */
    @Test
    void a_node_wakes_for_these_keys_when_their_time_is_over_and_every_ten_minutes_of_the_hour() {
        Room there = Scene.room(qatar, roomThatIranFollowsLater());
        Instant over = scene.world.clock.instant().plus(Bundles.LIVE);
        scene.world.settleOver(Scene.STEP, MINUTES);
        assertThat(there.bundles.nextTick()).contains(over);
        scene.world.pass(Bundles.LIVE);
        scene.world.settleOver(Scene.STEP, 1);
        assertThat(there.bundles.nextTick())
                .contains(scene.world.clock.instant().plus(Duration.ofMinutes(10)));
    }

    @Test
    void the_keys_of_a_cards_bundles_live_no_longer_for_a_clock_that_was_ahead() {
        scene.world.pass(AHEAD);
        RoomId second = roomThatIranFollowsLater();
        setRight();
        assertThat(Scene.room(qatar, second).state.bundlesUntil)
                .hasValueSatisfying(until -> assertThat(until)
                        .isBeforeOrEqualTo(scene.world.clock.instant().plus(Bundles.LIVE)));
    }

    private final Actor qatar = scene.guest("Qatar");

    /** Iran, who begins the session with Qatar, is away since it consented. */
    private RoomId roomThatIranFollowsLater() {
        RoomPlan plan = new RoomPlan(
                "second",
                Bytes.EMPTY,
                List.of(scene.oman.id(), scene.iran.id(), qatar.id()),
                4,
                scene.world.relay.address());
        RoomId second = scene.oman.act((s, tx) -> s.found(tx, plan)).orThrow();
        scene.world.settle();
        qatar.joins(second).orThrow();
        scene.iran.joins(second).orThrow();
        scene.iran.send(scene.world);
        scene.iran.offline = true;
        scene.world.settle();
        assertThat(qatar.room(second).condition()).isEqualTo(SeatRoom.Condition.OPEN);
        return second;
    }
}
