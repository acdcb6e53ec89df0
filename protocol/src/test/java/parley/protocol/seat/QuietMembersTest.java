package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import parley.base.Role;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.TestFold;

/** What members of a quiet room see of one another's slots (protocol.md, "Quiet mode"). */
class QuietMembersTest extends InAQuietRoom {
    /** One who stays away shows to members by its count, as to the relay by its silence. */
    @Test
    void members_see_who_skips_slots() {
        quiet();
        long before = placed(room, scene.iran);
        scene.iran.offline = true;
        seconds(5 * SLOT);
        assertThat(placed(room, scene.israel) - placed(room, scene.iran)).isBetween(4L, 6L);
        assertThat(placed(room, scene.iran)).isEqualTo(before);
    }

    @Test
    void members_know_since_when_somebody_isnt_there() {
        quiet();
        seconds(3 * SLOT);
        scene.iran.offline = true;
        Instant left = scene.world.clock.instant();
        seconds(10 * SLOT);
        Instant now = scene.world.clock.instant();
        assertThat(heard(scene.iran)).isBetween(left.minusSeconds(SLOT), left);
        assertThat(heard(scene.israel)).isAfter(now.minusSeconds(SLOT + 1));
        scene.israel.say(room, TestFold.quiet(5));
        seconds(2 * SLOT);
        assertThat(heard(scene.iran)).as("longer slots begin").isAfter(now);
    }

    private Instant heard(Actor member) {
        return scene.oman.room(room).roster().stream()
                .filter(one -> one.principal().id().equals(member.id()))
                .findFirst()
                .orElseThrow()
                .heard();
    }

    @Test
    void a_changed_node_that_writes_beside_slots_shows_itself_and_nothing_of_the_others() {
        Actor loud = scene.world.join(scene.oman, scene.actor("Loud", new TestFold(1, 2).loud()), Role.PARTY);
        RoomId four = scene.world.room(4, scene.oman, scene.israel, scene.iran, loud);
        quiet(four, List.of(scene.oman, scene.israel, scene.iran, loud));
        long before = placed(four, loud) - placed(four, scene.israel);
        for (int i = 0; i < 9; i++) {
            loud.say(four, "do you hear me? " + i);
            scene.israel.say(four, "I do " + i);
            seconds(20);
        }
        assertThat(placed(four, loud) - placed(four, scene.israel)).isBetween(before + 5, before + 7);
        all().forEach(actor -> assertSeenInSlots(four, actor, 3));
    }

    private long placed(RoomId in, Actor member) {
        return scene.oman.room(in).roster().stream()
                .filter(one -> one.principal().id().equals(member.id()))
                .findFirst()
                .orElseThrow()
                .placed();
    }
}
