package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.TestFold;
import parley.protocol.fixture.WatchingRelay.Seen;
import parley.protocol.port.RoomFold.ChangeKind;

/** Words in a quiet room that don't go when their turn comes: their slot shows as any other does (protocol.md, "Quiet mode"). */
class QuietAskedAgainTest extends InAQuietRoom {
    private final Actor israel = scene.israel;

    private void writes(String text, long slots) {
        Instant due = scene.world.clock.instant().plusSeconds(slots * SLOT);
        israel.act((s, tx) -> s.say(tx, room, TestFold.text(text), due)).orThrow();
    }

    private void assertSeenInEachSlot() {
        List<Seen> seen = seen(israel);
        assertThat(seen).hasSizeGreaterThan(5);
        for (int i = 1; i < seen.size(); i++) {
            assertThat(Duration.between(seen.get(i - 1).at(), seen.get(i).at()))
                    .as("before entry %s", i)
                    .isEqualTo(Duration.ofSeconds(SLOT));
        }
    }

    /** Qatar came between their writing and their slot. */
    @Test
    void where_their_author_is_asked_again_cover_goes_or_the_words_behind_them() {
        writes("not for Qatar", 3);
        writes("nor this", 5);
        Actor qatar = scene.guest("Qatar");
        scene.change(room, ChangeKind.ADMIT, qatar);
        assertThat(israel.room(room).epoch()).isEqualTo(1);
        writes("for all who are here", 0);
        quiet(room, List.of(scene.oman, israel, scene.iran, qatar));
        assertThat(Scene.texts(scene.iran, room)).doesNotContain("for all who are here");
        seconds(9 * SLOT);
        assertThat(israel.facts(Fact.AskAgain.class))
                .extracting(Fact.AskAgain::event)
                .containsExactly(TestFold.text("not for Qatar"), TestFold.text("nor this"));
        assertThat(Scene.texts(scene.iran, room))
                .doesNotContain("not for Qatar", "nor this")
                .containsOnlyOnce("for all who are here");
        assertSeenInEachSlot();
    }

    /** It compared codes with both, and neither was the same. */
    @Test
    void where_nobody_may_read_them_cover_goes() {
        quiet();
        for (Actor other : List.of(scene.oman, scene.iran)) {
            israel.act((s, tx) -> s.compared(tx, other.id(), false, "by voice")).orThrow();
        }
        israel.say(room, "to nobody");
        seconds(7 * SLOT);
        assertThat(israel.facts(Fact.Sealed.class)).hasSize(1);
        assertSeenInEachSlot();
    }
}
