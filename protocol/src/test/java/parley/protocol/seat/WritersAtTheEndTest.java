package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import parley.base.Role;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.TestFold;
import parley.protocol.port.RoomFold.ChangeKind;

/** Two versions of the fold in one room, and each of three writers before or behind its epoch's end (attack 22). */
class WritersAtTheEndTest {
    private static final int WRITERS = 3;

    static IntStream everyWay() {
        return IntStream.range(0, 1 << WRITERS);
    }

    /** @param before whose words stand before the end: a bit for each writer */
    @ParameterizedTest
    @MethodSource("everyWay")
    void attack_22_all_reach_one_end_and_every_word_stands_once(int before) {
        Scene scene = new Scene();
        Actor later = scene.world.join(scene.oman, scene.actor("Qatar", new TestFold(2, 2)), Role.GUARANTOR);
        RoomId room = scene.world.room(4, scene.oman, scene.israel, later);
        List<Actor> writers = List.of(scene.oman, scene.israel, later);
        for (Actor writer : writers) {
            writer.say(room, writer.name + " is here");
            scene.world.settle();
        }
        scene.ratify(room, ChangeKind.REFRESH, scene.oman, scene.oman, scene.israel);
        scene.israel.send(scene.world);
        scene.israel.read(scene.world);
        later.read(scene.world);
        for (int i = 0; i < WRITERS; i++) {
            if ((before & 1 << i) != 0) {
                writers.get(i).say(room, "words of " + writers.get(i).name);
                writers.get(i).send(scene.world);
            }
        }
        scene.oman.read(scene.world);
        scene.oman.read(scene.world);
        scene.oman.send(scene.world);
        for (int i = 0; i < WRITERS; i++) {
            if ((before & 1 << i) == 0) {
                writers.get(i).say(room, "words of " + writers.get(i).name);
                writers.get(i).send(scene.world);
            }
        }
        scene.world.settle();
        scene.world.settleOver(Scene.STEP, 2);

        for (Actor writer : writers) {
            assertThat(writer.room(room).epoch()).as(writer.name).isEqualTo(1);
            assertThat(Scene.texts(writer, room))
                    .as(writer.name)
                    .isEqualTo(Scene.texts(scene.oman, room))
                    .containsOnlyOnce("words of Oman", "words of Israel", "words of Qatar");
            assertThat(writer.alarms()).as(writer.name).isEmpty();
            assertThat(writer.room(room).head()).isEqualTo(scene.oman.room(room).head());
        }
        assertThat(scene.israel.room(room).state().digest())
                .isEqualTo(scene.oman.room(room).state().digest());
    }
}
