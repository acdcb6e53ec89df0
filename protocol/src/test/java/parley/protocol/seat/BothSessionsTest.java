package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.TestFold;
import parley.protocol.port.Relay;
import parley.protocol.port.Tx;
import parley.protocol.session.Sessions;

/**
 * Who was in a room first begins two sessions with a member, each from a bundle of its card: the room's and the inbox's. A relay may
 * show the first letter long before the second (protocol.md, "A node as a state machine").
 */
class BothSessionsTest {
    private final Scene scene = new Scene();
    private final Actor qatar = scene.guest("Qatar");
    private final RoomId room = roomInWhichIranBeginsWithQatar();

    @Test
    void words_reach_one_whom_the_relay_showed_the_hello_alone_for_a_while() {
        readUntilTheHelloIsHeard();
        assertThat(inbox()).isEqualTo(Sessions.Standing.NONE);
        qatar.tick();
        qatar.offline = false;
        scene.world.settle();
        sayWithASlotForIranAlone("by Iran's key or never");
        scene.world.settleOver(Scene.STEP, 3);
        assertThat(Scene.texts(qatar, room)).contains("by Iran's key or never");
    }

    @Test
    void the_bundles_go_once_both_sessions_stand_with_everybody() {
        Bytes first =
                UnusedCardTest.firstMessage(scene, Scene.room(qatar, room).own.card());
        readUntilTheHelloIsHeard();
        qatar.tick();
        assertThat(Scene.room(qatar, room).state.bundlesUntil).isPresent();
        assertThat(UnusedCardTest.opens(scene, qatar, first)).isTrue();
        qatar.offline = false;
        scene.world.settle();
        qatar.tick();
        assertThat(inbox()).isEqualTo(Sessions.Standing.ANSWERED);
        assertThat(Scene.room(qatar, room).state.bundlesUntil).isEmpty();
        assertThat(UnusedCardTest.opens(scene, qatar, first)).isFalse();
    }

    private RoomId roomInWhichIranBeginsWithQatar() {
        RoomPlan plan = new RoomPlan(
                "second",
                Bytes.EMPTY,
                List.of(scene.oman.id(), scene.iran.id(), qatar.id()),
                4,
                scene.world.relay.address());
        RoomId second = scene.oman.act((s, tx) -> s.found(tx, plan)).orThrow();
        scene.world.settle();
        qatar.joins(second).orThrow();
        scene.iran.joins(second).orThrow();
        scene.iran.send(scene.world);
        scene.iran.offline = true;
        scene.world.settle();
        qatar.offline = true;
        scene.iran.offline = false;
        scene.world.settle();
        return second;
    }

    private void readUntilTheHelloIsHeard() {
        while (standing((here, tx) ->
                        here.address(tx, here.roster().member(scene.iran.id()).orElseThrow()))
                != Sessions.Standing.ANSWERED) {
            assertThat(readOneLetter()).isTrue();
        }
    }

    private boolean readOneLetter() {
        for (Reading reading : qatar.seat().readings()) {
            Relay.Answer<Relay.Page> answer =
                    scene.world.relay.read(reading.log().id(), reading.capability(), reading.after(), 1, Duration.ZERO);
            boolean came = answer instanceof Relay.Answer.Given<Relay.Page>(Relay.Page page)
                    && !page.entries().isEmpty();
            if (came) {
                qatar.act((s, tx) -> {
                    s.took(tx, reading, answer);
                    return true;
                });
                return true;
            }
        }
        return false;
    }

    private Sessions.Standing inbox() {
        return standing((here, tx) -> here.desk.inboxAddress(Scene.peer(qatar, scene.iran)));
    }

    private interface Address {
        Hash of(Room here, Tx tx);
    }

    private Sessions.Standing standing(Address address) {
        Room here = Scene.room(qatar, room);
        return qatar.act((s, tx) -> here.desk.ports.sessions().standing(tx, here.desk.owner, address.of(here, tx)));
    }

    private void sayWithASlotForIranAlone(String text) {
        Forge forge =
                new Forge(scene.oman, room).slot(scene.iran, Forge.Slot.GOOD).slot(qatar, Forge.Slot.BAD);
        forge.event = TestFold.text(text);
        Forge.place(scene.world, scene.oman, room, forge.entry());
        scene.oman.offline = true;
    }
}
