package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import parley.base.Hash;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.port.RoomFold.ChangeKind;

/** An end of an epoch that one can't read, where its author and who else read it are away (protocol.md, "Folding"). */
class EndWaitedForTest {
    private final Scene scene = new Scene();
    private final RoomId room = scene.plenary();
    private final Actor oman = scene.oman;
    private final Actor iran = scene.iran;

    @Test
    void who_waits_for_its_key_is_told_so_and_told_when_that_is_over() {
        scene.warmUp(room);
        scene.ratify(room, ChangeKind.REFRESH, oman, oman, scene.israel);
        scene.israel.send(scene.world);
        iran.read(scene.world);
        losesItsSessionWithOman();
        oman.read(scene.world);
        oman.send(scene.world);
        iran.read(scene.world);
        assertThat(iran.room(room).waitingAt()).hasValue(6);
        Fact.Waiting waits = new Fact.Waiting(room, 0, 6, 6, oman.id(), false);
        assertThat(iran.facts(Fact.Waiting.class)).containsExactly(waits);
        scene.world.settleOver(Scene.STEP, 3);
        assertThat(iran.room(room).epoch()).isEqualTo(1);
        assertThat(iran.facts(Fact.Waiting.class))
                .containsExactly(waits, new Fact.Waiting(room, 0, 6, 6, oman.id(), true));
    }

    private void losesItsSessionWithOman() {
        iran.act((s, tx) -> {
            Room here = Scene.room(iran, room);
            Hash address = here.address(tx, here.roster().member(oman.id()).orElseThrow());
            s.desk().ports.sessions().erase(tx, s.desk().owner, address);
            return true;
        });
    }
}
