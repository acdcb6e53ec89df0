package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Result;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.TestFold;

/** What was written here and isn't said yet: how much, in which order, and what stays of it (protocol.md, "Appending"). */
class QueueKeptTest {
    private static final int MOST_WAITING = 1_000;

    private final Scene scene = new Scene();
    private final Actor oman = scene.oman;
    private final RoomId room = scene.plenary();

    QueueKeptTest() {
        scene.warmUp(room);
        oman.offline = true;
    }

    private Result<Long> says(String text, Instant notBefore) {
        return oman.act((s, tx) -> s.say(tx, room, TestFold.text(text), notBefore));
    }

    private Instant inAMinute() {
        return scene.world.clock.instant().plus(Duration.ofMinutes(1));
    }

    private boolean vaultHolds(String text) {
        return oman.store.holds(Bytes.utf8(text));
    }

    @Test
    void a_thousand_events_wait_and_no_more() {
        oman.act((s, tx) -> {
            for (int i = 0; i < MOST_WAITING; i++) {
                s.say(tx, room, TestFold.text("typed ahead"), inAMinute()).orThrow();
            }
            return true;
        });
        assertThat(says("one more", inAMinute())).isEqualTo(Result.refused("room.too-many-waiting", MOST_WAITING));
    }

    @Test
    void of_what_was_taken_back_the_vault_keeps_nothing_and_the_rest_goes_after_a_restart() {
        long first = says("better not said", inAMinute()).orThrow();
        says("well considered", inAMinute()).orThrow();
        assertThat(vaultHolds("better not said")).isTrue();
        oman.act((s, tx) -> s.takeBack(tx, room, first)).orThrow();
        assertThat(vaultHolds("better not said")).isFalse();
        oman.restart();
        oman.offline = false;
        scene.world.settleOver(Scene.STEP, 2);
        assertThat(Scene.texts(scene.iran, room)).contains("well considered").doesNotContain("better not said");
    }

    @Test
    void once_it_is_said_it_waits_nowhere() {
        long ticket = says("said at last", Instant.EPOCH).orThrow();
        oman.offline = false;
        scene.world.settle();
        assertThat(Scene.texts(scene.iran, room)).contains("said at last");
        boolean waits =
                oman.act((s, tx) -> tx.get(s.desk().cells.ticket(room, ticket)).isPresent());
        assertThat(waits).isFalse();
    }

    @Test
    void what_is_half_said_is_said_whole_then_what_goes_ahead_and_then_the_rest_over_a_restart() {
        String ofSeveralEntries = "a long text, ".repeat(2_000);
        says(ofSeveralEntries, scene.world.clock.instant()).orThrow();
        says("in its turn", scene.world.clock.instant()).orThrow();
        says("by itself", SeatRoom.AHEAD).orThrow();
        oman.restart();
        oman.offline = false;
        scene.world.settle();
        assertThat(Scene.texts(scene.iran, room)).endsWith(ofSeveralEntries, "by itself", "in its turn");
    }

    @Test
    void what_waits_when_its_author_is_renewed_is_given_up_told_and_not_kept() {
        Actor iran = scene.iran;
        oman.offline = false;
        long ticket = iran.act((s, tx) -> s.say(tx, room, TestFold.text("of another life"), inAMinute()))
                .orThrow();
        RenewalTest.renew(scene, room);
        assertThat(iran.facts(Fact.NotSaid.class)).containsExactly(new Fact.NotSaid(room, ticket));
        assertThat(iran.store.holds(Bytes.utf8("of another life"))).isFalse();
        assertThat(iran.say(room, "of this one")).as("numbers go on").isGreaterThan(ticket);
    }
}
