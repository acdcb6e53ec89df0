package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parley.base.LogId;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.MemoryRelay;
import parley.protocol.port.RoomFold.ChangeKind;

/** A relay that lost what retention erased at the members: what nobody can give back is told, and what one still has is given back. */
class ErasedBeginningTest {
    private static final int ALL = 500;
    private static final int ERASED = 5;

    private Scene scene;
    private RoomId room;
    private List<Actor> all;

    @BeforeEach
    void a_room_with_some_words() {
        scene = new Scene();
        all = List.of(scene.oman, scene.israel, scene.iran);
        room = scene.plenary();
        scene.warmUp(room);
        for (int i = 0; i < ERASED; i++) {
            scene.israel.say(room, "line " + i);
            scene.world.settle();
        }
    }

    @Test
    void a_room_that_nobody_can_give_back_says_so_once_on_every_node_and_after_a_restart_not_again() {
        all.forEach(this::erase);
        loses(Map.of());
        scene.world.settleOver(Scene.STEP, 3);
        scene.oman.restart();
        scene.world.settleOver(Scene.STEP, 3);

        for (Actor actor : all) {
            assertThat(actor.facts(Fact.BeginningLost.class))
                    .as(actor.name)
                    .containsExactly(new Fact.BeginningLost(room, 0, 1, false));
            assertThat(actor.alarms()).as(actor.name).isEmpty();
        }
        scene.iran.say(room, "to nobody");
        scene.world.settleOver(Scene.STEP, 3);
        assertThat(Scene.texts(scene.israel, room)).doesNotContain("to nobody");
    }

    @Test
    void a_member_that_still_has_it_gives_it_back_and_the_room_goes_on() {
        erase(scene.oman);
        erase(scene.israel);
        loses(Map.of());
        scene.oman.read(scene.world);
        assertThat(scene.oman.facts(Fact.BeginningLost.class)).hasSize(1);

        scene.iran.say(room, "going on");
        scene.world.settleOver(Scene.STEP, 3);

        assertThat(scene.oman.facts(Fact.BeginningLost.class)).last().matches(Fact.BeginningLost::resolved);
        assertThat(scene.iran.facts(Fact.BeginningLost.class)).isEmpty();
        assertThat(Scene.texts(scene.oman, room)).contains("going on");
    }

    @Test
    void of_an_epoch_that_is_over_nothing_is_told() {
        LogId ended = scene.oman.room(room).log().id();
        scene.iran.offline = true;
        scene.change(room, ChangeKind.REFRESH, scene.oman);
        erase(scene.oman);
        Map<LogId, MemoryRelay.Log> image = scene.world.relay.image();
        image.remove(ended);
        loses(image);
        scene.world.settleOver(Scene.STEP, 3);

        assertThat(scene.oman.seat().readings())
                .as("it is kept for who is away")
                .anyMatch(reading -> reading.log().id().equals(ended));
        assertThat(scene.oman.facts(Fact.BeginningLost.class)).isEmpty();
    }

    private void loses(Map<LogId, MemoryRelay.Log> left) {
        scene.world.relay.restore(left);
    }

    private void erase(Actor actor) {
        actor.act((s, tx) -> s.erase(tx, room, actor.room(room).position(), ALL))
                .orThrow();
    }
}
