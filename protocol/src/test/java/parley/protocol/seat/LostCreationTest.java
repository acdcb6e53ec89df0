package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.port.RoomFold.ChangeKind;

/** The relay rolls back behind the creation of the next log, and who made it is gone (attack 24). */
class LostCreationTest {
    /** What the relay's copy of itself still holds. */
    private enum Copy {
        /** The epoch entry, and no log behind it. */
        WITH_THE_END,
        /** Not even the end. */
        BEFORE_THE_END
    }

    @ParameterizedTest
    @CsvSource({"WITH_THE_END,false", "WITH_THE_END,true", "BEFORE_THE_END,true"})
    void attack_24_those_who_stay_meet_in_the_next_epoch(Copy copy, boolean oneHasReadTheEnd) {
        Scene scene = new Scene();
        RoomId room = rolledBack(scene, copy, oneHasReadTheEnd);
        for (Actor actor : List.of(scene.israel, scene.iran)) {
            assertThat(actor.room(room).epoch()).isEqualTo(1);
            assertThat(Scene.texts(actor, room)).containsOnlyOnce("without Oman");
            assertThat(actor.alarms()).isEmpty();
        }
        assertThat(scene.israel.room(room).log())
                .isEqualTo(scene.iran.room(room).log());
        scene.oman.offline = false;
        scene.world.settle();
        assertThat(Scene.texts(scene.oman, room)).containsOnlyOnce("without Oman");
        assertThat(scene.oman.alarms()).isEmpty();
    }

    /** Only its author saw the end that the relay lost: the others make another, and when it comes back nobody goes on unwarned. */
    @Test
    void attack_24_an_end_that_only_its_author_saw_is_made_anew_and_the_two_are_told() {
        Scene scene = new Scene();
        RoomId room = rolledBack(scene, Copy.BEFORE_THE_END, false);
        assertThat(Scene.texts(scene.iran, room)).containsOnlyOnce("without Oman");
        assertThat(scene.israel.room(room).epoch()).isEqualTo(1);
        assertThat(scene.israel.room(room).log())
                .isEqualTo(scene.iran.room(room).log());
        scene.oman.offline = false;
        scene.world.settle();
        scene.world.settleOver(Scene.STEP, 3);
        for (Actor actor : List.of(scene.oman, scene.israel, scene.iran)) {
            assertThat(actor.alarms()).as(actor.name).isNotEmpty();
        }
        assertThat(Scene.texts(scene.oman, room)).doesNotContain("without Oman");
    }

    @Test
    void attack_24_sabotaged_all_wait_for_the_log_that_was_lost() {
        Scene scene = new Scene(new Conduct() {
            @Override
            boolean createsNextLog() {
                return false;
            }
        });
        RoomId room = rolledBack(scene, Copy.WITH_THE_END, false);
        assertThat(Scene.texts(scene.iran, room)).doesNotContain("without Oman");
    }

    private static RoomId rolledBack(Scene scene, Copy copy, boolean oneHasReadTheEnd) {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        scene.ratify(room, ChangeKind.REFRESH, scene.oman, scene.oman, scene.israel);
        scene.israel.send(scene.world);
        scene.israel.read(scene.world);
        scene.oman.read(scene.world);
        var before = scene.world.relay.image();
        scene.oman.send(scene.world);
        var after = scene.world.relay.image();
        scene.oman.read(scene.world);
        scene.oman.send(scene.world);
        assertThat(scene.oman.room(room).epoch()).isEqualTo(1);
        assertThat(scene.world.relay.image())
                .containsKey(scene.oman.room(room).log().id());
        if (oneHasReadTheEnd) {
            scene.israel.read(scene.world);
            assertThat(scene.israel.room(room).epoch()).isEqualTo(1);
        }
        scene.world.relay.restore(copy == Copy.WITH_THE_END ? after : before);
        scene.oman.offline = true;
        scene.world.settle();
        scene.world.settleOver(Scene.STEP.multipliedBy(2), 5);
        Scene.say(scene.israel, room, "without Oman");
        scene.world.settle();
        scene.world.settleOver(Scene.STEP, 2);
        return room;
    }
}
