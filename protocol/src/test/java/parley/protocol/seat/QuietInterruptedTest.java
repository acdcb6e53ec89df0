package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Secret;

/** What a node shows of a quiet room after it was away, or its clock was set (protocol.md, "Quiet mode"). */
class QuietInterruptedTest extends InAQuietRoom {
    @Test
    void after_a_crash_the_slot_gets_the_entry_that_was_sealed_for_it() {
        quiet();
        scene.oman.say(room, "said once");
        Room ours = Scene.room(scene.oman, room);
        while (ours.state.unplaced.isEmpty()) {
            seconds(1);
        }
        Bytes sealed = ours.state.unplaced.get().entry();
        assertThat(seen(scene.oman)).isEmpty();
        scene.oman.restart();
        seconds(2 * SLOT);
        assertThat(seen(scene.oman).getFirst().bytes()).isEqualTo(sealed);
        assertThat(Scene.texts(scene.iran, room)).containsOnlyOnce("said once");
        assertSeenInSlots(scene.oman, 2);
    }

    @Test
    void a_node_started_again_in_the_middle_of_a_slot_waits_for_the_next() {
        quiet();
        seconds(SLOT);
        for (int i = 0; i < 4; i++) {
            scene.oman.restart();
            seconds(SLOT / 2);
        }
        assertSeenInSlots(scene.oman, 3);
    }

    @Test
    void a_node_that_slept_through_slots_doesnt_make_up_for_them() {
        quiet();
        scene.oman.say(room, "written before");
        scene.oman.say(room, "it fell asleep");
        scene.oman.offline = true;
        seconds(5 * SLOT + 17);
        scene.oman.offline = false;
        // What was due while a machine slept is done as it wakes, not a second later.
        scene.world.settleOver(Duration.ZERO, 1);
        seconds(3 * SLOT);
        assertThat(seen(scene.oman)).hasSize(3);
        Instant first = seen(scene.oman).getFirst().at();
        assertThat(seen(scene.oman))
                .allSatisfy(one -> assertThat(Duration.between(first, one.at()).toSeconds() % SLOT)
                        .isZero());
    }

    @Test
    void a_clock_that_is_set_back_makes_nobody_wait_until_it_comes_there_again() {
        quiet();
        seconds(2 * SLOT);
        scene.world.pass(Duration.ofDays(-10));
        seconds(2 * SLOT);
        assertThat(seen(scene.oman)).hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void the_key_of_cover_is_gone_before_it_is_sent() {
        quiet();
        Room ours = Scene.room(scene.oman, room);
        while (ours.state.unplaced.isEmpty()) {
            seconds(1);
        }
        assertThat(seen(scene.oman)).isEmpty();
        Unplaced cover = ours.state.unplaced.get();
        assertThat(cover.ticket()).isEmpty();
        assertThat(cover.key()).isEqualTo(Secret.wrap(new byte[Desk.SECRET]));
    }

    @Test
    void what_waits_behind_a_letter_of_several_parts_is_shown_the_same_time_while_that_goes_out() {
        quiet();
        scene.oman.say(room, "a letter of several pages ".repeat(300));
        long word = scene.oman.say(room, "a word");
        Instant shown = shown(word).orElseThrow();
        int changes = 0;
        for (int second = 0; second < 8 * SLOT && shown(word).isPresent(); second++) {
            changes += shown(word).equals(Optional.of(shown)) ? 0 : 1;
            seconds(1);
        }
        assertThat(changes).isZero();
        seconds(SLOT);
        assertThat(Scene.texts(scene.iran, room)).contains("a word");
        assertThat(seen(scene.oman)).anySatisfy(one -> assertThat(one.at()).isBetween(shown, shown.plus(SECOND)));
    }

    private Optional<Instant> shown(long ticket) {
        return Optional.ofNullable(scene.oman.room(room).going().get(ticket)).map(SeatRoom.Going::first);
    }
}
