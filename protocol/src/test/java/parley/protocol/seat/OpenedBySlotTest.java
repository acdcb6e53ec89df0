package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;

/** A slot that opens says as much of its author as a hello does (protocol.md, "Folding"). */
class OpenedBySlotTest {
    private final Scene scene = new Scene();
    private final Actor oman = scene.oman;
    private final Actor iran = scene.iran;

    @Test
    void whose_hello_was_lost_is_confirmed_by_the_first_slot_of_its_that_opens() {
        RoomId room = founded();
        var before = scene.world.relay.image();
        scene.world.settle();
        assertThat(iran.room(room).condition()).isEqualTo(SeatRoom.Condition.OPEN);
        iran.say(room, "in a slot for Oman");
        scene.world.settle();
        var now = new HashMap<>(scene.world.relay.image());
        now.replaceAll((log, stored) -> oman.seat().desk().mailbox.owns(log) ? before.get(log) : stored);
        scene.world.relay.restore(now);
        assertThat(isConfirmed(room)).isFalse();
        oman.offline = false;
        scene.world.settle();
        assertThat(Scene.texts(oman, room)).containsExactly("in a slot for Oman");
        assertThat(oman.facts(Fact.Waiting.class)).isEmpty();
        assertThat(isConfirmed(room)).isTrue();
        assertThat(oman.facts(Fact.KeyConfirmed.class)).containsExactly(new Fact.KeyConfirmed(room, iran.id()));
    }

    /** Oman's hello is on its way, and Oman away. */
    private RoomId founded() {
        RoomId room = oman.act((s, tx) -> s.found(
                        tx,
                        new RoomPlan(
                                "two", Bytes.EMPTY, List.of(oman.id(), iran.id()), 2, scene.world.relay.address())))
                .orThrow();
        scene.world.settle();
        iran.joins(room).orThrow();
        iran.send(scene.world);
        oman.read(scene.world);
        oman.send(scene.world);
        oman.offline = true;
        return room;
    }

    private boolean isConfirmed(RoomId room) {
        return oman.room(room).roster().stream()
                .filter(member -> member.principal().id().equals(iran.id()))
                .allMatch(SeatRoom.Member::confirmed);
    }
}
