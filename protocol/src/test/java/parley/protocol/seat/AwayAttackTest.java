package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import parley.base.LogId;
import parley.base.RoomId;
import parley.base.Secret;
import parley.protocol.fixture.MemoryRelay;
import parley.protocol.port.RoomFold.ChangeKind;

/** Attacks on members who are away, or whose peers vanish, while epochs turn (protocol.md, "Epochs", "Attacks and their tests"). */
class AwayAttackTest {
    /** 7: a member who was away for ten epochs catches up with the old capability alone. */
    @Test
    void attack_7_away_for_ten_epochs() {
        Scene scene = new Scene();
        RoomId room = awayForTenEpochs(scene);
        assertThat(scene.iran.room(room).epoch()).isEqualTo(10);
        assertThat(Scene.texts(scene.iran, room)).isEqualTo(Scene.texts(scene.israel, room));
        assertThat(scene.iran.facts(Fact.Waiting.class)).isEmpty();
        assertThat(Scene.room(scene.oman, room).epochs).hasSize(1);
        assertThat(Scene.room(scene.iran, room).epochs).hasSize(1);
    }

    /** One capability that is changed instead of one log an epoch: what one held before opens nothing any more. */
    @Test
    void attack_7_sabotaged_with_a_capability_that_is_changed_the_one_who_was_away_never_catches_up() {
        Scene scene = new Scene(Conduct.STRICT, new Changing());
        RoomId room = awayForTenEpochs(scene);
        assertThat(scene.iran.room(room).epoch()).isZero();
    }

    private static RoomId awayForTenEpochs(Scene scene) {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        scene.iran.offline = true;
        for (int epoch = 1; epoch <= 10; epoch++) {
            LogId before = scene.oman.room(room).log().id();
            scene.change(room, ChangeKind.REFRESH, scene.oman);
            if (scene.world.relay instanceof Changing changing) {
                changing.ended.add(before);
            }
            scene.israel.say(room, "in epoch " + epoch);
            scene.world.settle();
        }
        scene.iran.offline = false;
        scene.world.settle();
        return room;
    }

    /** A relay at which the capability of an epoch is worth nothing once the epoch has ended. */
    private static final class Changing extends MemoryRelay {
        final Set<LogId> ended = new HashSet<>();

        Changing() {
            super("relay.test");
        }

        @Override
        public Answer<Page> read(LogId id, Secret capability, long after, int most, Duration wait) {
            return ended.contains(id)
                    ? new Answer.Declined<>(Why.WRONG_CAPABILITY)
                    : super.read(id, capability, after, most, wait);
        }
    }

    /** 24: the author of the epoch entry disappears before it creates the next log: those who follow create it. */
    @Test
    void attack_24_the_author_creates_nothing() {
        Scene scene = new Scene();
        assertThat(saidAfterTheAuthorVanished(scene)).contains("without Oman");
    }

    @Test
    void attack_24_sabotaged_all_wait_for_the_author() {
        Scene scene = new Scene(new Conduct() {
            @Override
            boolean createsNextLog() {
                return false;
            }
        });
        assertThat(saidAfterTheAuthorVanished(scene)).doesNotContain("without Oman");
    }

    private static List<String> saidAfterTheAuthorVanished(Scene scene) {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        scene.ratify(room, ChangeKind.REFRESH, scene.oman, scene.oman, scene.israel);
        scene.israel.send(scene.world);
        scene.oman.read(scene.world);
        scene.oman.send(scene.world);
        scene.oman.offline = true;
        scene.world.settle();
        assertThat(scene.israel.room(room).epoch()).isEqualTo(1);
        Scene.say(scene.israel, room, "without Oman");
        scene.world.settleOver(Scene.STEP, 2);
        return Scene.texts(scene.iran, room);
    }

    /** 30: the relay loses the end after all but one went on: the one who was away still follows. */
    @Test
    void attack_30_the_ended_log_is_rolled_back() {
        Scene scene = new Scene();
        assertThat(epochOfTheOneWhoWasAway(scene)).isEqualTo(1);
    }

    @Test
    void attack_30_sabotaged_the_one_who_was_away_stays_behind() {
        Scene scene = new Scene(new Conduct() {
            @Override
            boolean keepsEndedLogs() {
                return false;
            }
        });
        assertThat(epochOfTheOneWhoWasAway(scene)).isZero();
    }

    private static int epochOfTheOneWhoWasAway(Scene scene) {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        var image = scene.world.relay.image();
        scene.iran.offline = true;
        scene.change(room, ChangeKind.REFRESH, scene.oman);
        assertThat(scene.israel.room(room).epoch()).isEqualTo(1);
        scene.world.relay.restore(image);
        scene.world.settle();
        scene.iran.offline = false;
        scene.world.settle();
        return scene.iran.room(room).epoch();
    }
}
