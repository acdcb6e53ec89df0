package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Result;
import parley.base.RoomId;
import parley.protocol.fixture.Sabotaged;
import parley.protocol.fixture.WeakBuild.Instead;

/** Two who met only in a room of a third: what they may begin without it (protocol.md, "Founding"). */
class IntroducedTest {
    private final Scene scene = new Scene();

    IntroducedTest() {
        scene.world.room(3, scene.oman, scene.israel, scene.iran);
    }

    @Test
    void once_they_compared_codes_one_asks_the_other_to_a_room_of_their_own() {
        scene.israel
                .act((seat, tx) -> seat.compared(tx, scene.iran.id(), true, "in the plenary"))
                .orThrow();
        RoomId direct = ask().orThrow();
        scene.world.settle();
        scene.iran.joins(direct).orThrow();
        scene.world.settle();
        scene.israel.say(direct, "shalom");
        scene.world.settle();
        assertThat(scene.iran.heard(direct)).hasSize(1).isEqualTo(scene.israel.heard(direct));
        assertThat(scene.oman.seat().room(direct)).isEmpty();
    }

    /** 11: whoever introduced two could stand between them in a room of their own too, as long as nobody compared. */
    @Test
    void attack_11_one_whom_only_a_room_introduced_is_not_asked() {
        assertThat(ask()).isEqualTo(Result.refused("founding.not-paired", "Iran"));
    }

    @Test
    @Sabotaged(in = Peers.Peer.class, rule = "mayBeAsked", instead = Instead.YES)
    void attack_11_sabotaged_whoever_was_introduced_is_asked() {
        assertThat(ask()).isInstanceOf(Result.Done.class);
    }

    private Result<RoomId> ask() {
        return scene.israel.act((seat, tx) -> seat.found(
                tx,
                new RoomPlan(
                        "direct",
                        Bytes.utf8("rules"),
                        List.of(scene.israel.id(), scene.iran.id()),
                        2,
                        scene.world.relay.address())));
    }
}
