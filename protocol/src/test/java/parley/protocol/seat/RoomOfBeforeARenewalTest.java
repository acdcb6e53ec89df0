package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.port.RoomFold.ChangeKind;

/** What a room that its node sat in before still does, while it waits to be let in anew (protocol.md, "A node as a state machine"). */
class RoomOfBeforeARenewalTest {
    private final Scene scene = new Scene();
    private final RoomId room = scene.plenary();

    @BeforeEach
    void israelBeganWithIran() {
        scene.warmUp(room);
        assertThat(Scene.room(scene.israel, room).state.link(scene.iran.id()).filter(link -> link.weBegin))
                .isPresent();
    }

    @Test
    void it_greets_nobody_under_the_card_of_before() {
        Bytes file = Actor.done(scene.israel.act((s, tx) -> s.askForRenewal(tx, false)))
                .file();
        scene.israel.restart();
        scene.oman.act((s, tx) -> s.meet(tx, file)).orThrow();
        scene.world.settle();
        scene.renewWithoutItsOpening(room, scene.israel, scene.iran);
        scene.world.settleOver(Links.HELLO_AGAIN, 3);
        assertThat(scene.israel.room(room).condition()).isEqualTo(SeatRoom.Condition.FROZEN);
        scene.oman.offline = false;
        scene.world.settleOver(Scene.STEP, 3);
        assertThat(scene.israel.room(room).condition()).isEqualTo(SeatRoom.Condition.OPEN);
        scene.israel.say(room, "back again");
        scene.iran.say(room, "good to see you");
        scene.world.settle();
        for (Actor actor : List.of(scene.oman, scene.israel, scene.iran)) {
            assertThat(actor.alarms()).as(actor.name).isEmpty();
            assertThat(Scene.texts(actor, room)).as(actor.name).contains("back again", "good to see you");
        }
    }

    @Test
    void one_that_was_left_greets_nobody_however_long() {
        scene.change(room, ChangeKind.REMOVE, scene.israel);
        assertThat(scene.israel.room(room).condition()).isEqualTo(SeatRoom.Condition.LEFT);
        scene.israel.restart();
        scene.world.pass(Links.HELLO_AGAIN);
        scene.israel.tick();
        assertThat(scene.israel.seat().sendings()).isEmpty();
    }
}
