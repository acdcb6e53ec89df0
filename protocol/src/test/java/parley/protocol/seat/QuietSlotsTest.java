package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.TestFold;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.protocol.pouch.Pouch;
import parley.protocol.pouch.PouchItem;

/** Where the slots of a quiet room lie, to the instant (protocol.md, "Quiet mode"). */
class QuietSlotsTest extends InAQuietRoom {
    private Quiet quietOf(Actor actor) {
        return Scene.room(actor, room).quiet;
    }

    /** Where in a minute. */
    private long slotOf(Actor actor) {
        return Math.floorMod(
                quietOf(actor).unsealed().toEpochMilli(),
                Duration.ofSeconds(SLOT).toMillis());
    }

    private List<Long> slotsOfAll() {
        return all().stream().map(this::slotOf).toList();
    }

    private void at(Instant instant) {
        scene.world.pass(Duration.between(scene.world.clock.instant(), instant));
    }

    private Instant next(Actor actor) {
        return Scene.room(actor, room).nextTick().orElseThrow();
    }

    /** When Oman seals next in a room that is quiet; an entry of a slot that began within its first seconds has gone before. */
    private Instant quietUntilSealing() {
        quiet();
        if (Scene.room(scene.oman, room).state.unplaced.isPresent()) {
            seconds(SLOT / 2);
        }
        assertThat(Scene.room(scene.oman, room).state.unplaced).isEmpty();
        return next(scene.oman);
    }

    /** At equal instants the relay would tell by them who belongs together, and could say beforehand when each comes. */
    @Test
    void each_member_has_slots_of_its_own_and_others_in_each_epoch_and_the_same_after_a_restart() {
        quiet();
        List<Long> first = slotsOfAll();
        all().forEach(Actor::restart);
        assertThat(slotsOfAll()).isEqualTo(first);
        refreshed();
        List<Long> second = slotsOfAll();
        assertThat(second).isNotEqualTo(first);
        // Of 60,000 instants two members draw the same one now and then, and hardly in both epochs.
        assertThat(IntStream.range(0, first.size()).mapToObj(i -> List.of(first.get(i), second.get(i))))
                .doesNotHaveDuplicates();
    }

    private void refreshed() {
        Bytes change = scene.change(room, ChangeKind.REFRESH, scene.oman, scene.oman);
        scene.oman.say(room, TestFold.propose(ChangeKind.REFRESH, scene.oman.id(), change));
        seconds(2 * SLOT);
        scene.israel.say(room, TestFold.consent(Seat.proposal(change)));
        seconds(4 * SLOT);
        assertThat(scene.oman.room(room).epoch()).isOne();
    }

    @Test
    void a_node_seals_at_the_very_instant_at_which_it_asked_to_be_woken() {
        Instant wakes = quietUntilSealing();
        at(wakes.minusMillis(1));
        scene.oman.tick();
        assertThat(Scene.room(scene.oman, room).state.unplaced).isEmpty();
        at(wakes);
        scene.oman.tick();
        assertThat(Scene.room(scene.oman, room).state.unplaced).isPresent();
        assertThat(scene.oman.seat().sendings()).isEmpty();
        assertThat(next(scene.oman)).isEqualTo(wakes.plus(QuietTimes.LEAD));
        at(wakes.plus(QuietTimes.LEAD));
        scene.oman.tick();
        assertThat(scene.oman.seat().sendings()).hasSize(1);
    }

    @Test
    void an_entry_goes_up_to_the_last_moment_of_a_slots_beginning_and_not_behind_it() {
        Instant wakes = quietUntilSealing();
        at(wakes);
        scene.oman.tick();
        Instant late = wakes.plus(QuietTimes.LEAD).plus(QuietTimes.LATE);
        at(late);
        scene.oman.tick();
        assertThat(scene.oman.seat().sendings()).isEmpty();
        assertThat(next(scene.oman))
                .as("in the next slot")
                .isEqualTo(wakes.plus(QuietTimes.LEAD).plusSeconds(SLOT));
        at(late.minusMillis(1));
        scene.oman.tick();
        assertThat(scene.oman.seat().sendings()).hasSize(1);
    }

    @Test
    void an_entry_that_the_relay_took_and_does_not_show_goes_once_in_its_slot() {
        Instant wakes = quietUntilSealing();
        at(wakes);
        scene.oman.tick();
        at(wakes.plus(QuietTimes.LEAD));
        scene.oman.tick();
        assertThat(scene.oman.seat().sendings()).hasSize(1);
        scene.oman.send(scene.world);
        scene.oman.tick();
        assertThat(scene.oman.seat().sendings()).isEmpty();
        assertThat(Scene.room(scene.oman, room).state.unplaced).isPresent();
    }

    @Test
    void an_entry_that_waits_for_its_slot_goes_no_sooner_when_a_pouch_brings_it_back() {
        Instant wakes = quietUntilSealing();
        at(wakes);
        scene.oman.tick();
        Unplaced waits = Scene.room(scene.oman, room).state.unplaced.orElseThrow();
        Bytes pouch = Pouch.write(List.of(
                new PouchItem.Unplaced(scene.oman.room(room).log().id(), Optional.of(waits.base()), waits.entry())));

        PouchReport report =
                scene.oman.act((s, tx) -> s.pouch().take(tx, pouch)).orThrow();

        assertThat(report.alreadyHere()).isOne();
        assertThat(scene.oman.seat().sendings()).isEmpty();
        at(wakes.plus(QuietTimes.LEAD));
        scene.oman.tick();
        assertThat(scene.oman.seat().sendings()).hasSize(1);
    }

    @Test
    void a_node_that_has_not_read_its_log_when_it_is_to_seal_waits_for_the_next_slot() {
        Instant wakes = quietUntilSealing();
        at(wakes);
        scene.oman.restart();
        assertThat(next(scene.oman)).isEqualTo(wakes.plusSeconds(SLOT));
    }

    @Test
    void who_was_silent_before_an_epoch_began_is_not_said_to_be_away_since_then() {
        quiet();
        seconds(2 * SLOT);
        scene.iran.offline = true;
        seconds(5 * SLOT);
        Instant before = scene.world.clock.instant();
        assertThat(quietOf(scene.oman).heard(scene.iran.id())).isBefore(before.minusSeconds(3 * SLOT));
        refreshed();
        assertThat(quietOf(scene.oman).heard(scene.iran.id())).isAfter(before);
        assertThat(List.of(scene.oman, scene.israel))
                .allMatch(actor -> actor.room(room).epoch() == 1);
    }
}
