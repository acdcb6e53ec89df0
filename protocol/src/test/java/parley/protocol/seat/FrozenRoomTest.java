package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.TestFold;
import parley.protocol.port.RoomFold.ChangeKind;

/** What goes out of a room that is frozen (protocol.md, "A node as a state machine"): nothing that is said. */
class FrozenRoomTest {
    private final Scene scene = new Scene();
    private final RoomId room = scene.plenary();

    FrozenRoomTest() {
        scene.warmUp(room);
    }

    @Test
    void an_entry_without_a_place_goes_no_more() {
        scene.israel.offline = true;
        scene.israel.say(room, "without a place");
        assertThat(scene.israel.seat().sendings()).isNotEmpty();

        assertNothingGoesOnceFrozen(scene.israel);
    }

    @Test
    void a_newcomer_that_has_not_answered_gets_no_opening() {
        Actor qatar = scene.guest("Qatar");
        Bytes change = scene.change(room, ChangeKind.ADMIT, qatar, scene.oman);
        qatar.offline = true;
        scene.oman.say(room, TestFold.propose(ChangeKind.ADMIT, qatar.id(), change));
        scene.world.settle();
        scene.israel.say(room, TestFold.consent(Seat.proposal(change)));
        scene.world.settleOver(Scene.STEP, 5);
        assertThat(scene.oman.room(room).epoch()).isEqualTo(1);

        assertNothingGoesOnceFrozen(scene.oman);
    }

    @Test
    void an_entry_without_a_place_that_a_pouch_of_before_brings_back_goes_no_more() {
        scene.israel.offline = true;
        scene.israel.say(room, "without a place");
        Bytes pouch = scene.israel.act((s, tx) -> s.pouch().export(tx, Integer.MAX_VALUE, _ -> {}));
        freeze(scene.israel);

        scene.israel.act((s, tx) -> s.pouch().take(tx, pouch)).orThrow();

        assertThat(scene.israel.seat().sendings()).isEmpty();
    }

    /** It was sent and may be placed, so nothing of it waits to be sent: a pouch makes nothing wait that a freeze wouldn't stop. */
    @Test
    void an_entry_on_its_way_that_a_pouch_brings_back_before_its_room_freezes_goes_no_more() {
        scene.israel.say(room, "on its way");
        Bytes pouch = scene.israel.act((s, tx) -> s.pouch().export(tx, Integer.MAX_VALUE, _ -> {}));
        scene.israel.send(scene.world);
        scene.israel.offline = true;

        scene.israel.act((s, tx) -> s.pouch().take(tx, pouch)).orThrow();
        freeze(scene.israel);

        assertThat(scene.israel.seat().sendings()).isEmpty();
    }

    private void freeze(Actor actor) {
        actor.act((s, tx) -> {
            Scene.room(actor, room).freeze(tx, Fact.Freeze.CLONE);
            return true;
        });
    }

    private void assertNothingGoesOnceFrozen(Actor frozen) {
        freeze(frozen);
        for (int i = 0; i < 4; i++) {
            scene.world.pass(Duration.ofHours(13));
            frozen.tick();
            assertThat(frozen.seat().sendings()).isEmpty();
        }
    }
}
