package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parley.base.Ok;
import parley.base.Result;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.port.RoomFold.ChangeKind;

/** A grant goes at once or isn't given: what waited would lie here longer than the entries themselves (protocol.md, "Grants"). */
class GrantWithoutAWayTest {
    private final Scene scene = new Scene();
    private final RoomId room = scene.plenary();
    private final Actor qatar = scene.guest("Qatar");

    @BeforeEach
    void letsQatarIn() {
        scene.warmUp(room);
        scene.change(room, ChangeKind.ADMIT, qatar);
    }

    private Result<Ok> grant() {
        return scene.oman.act((s, tx) -> s.grant(tx, room, qatar.id(), 1, 3));
    }

    private void assertThatItIsNotGivenYet() {
        assertThat(grant()).isEqualTo(Result.refused("grant.no-way-yet", "Qatar"));
        boolean waits = scene.oman.act(
                (s, tx) -> tx.get(s.desk().cells.held(qatar.id())).isPresent());
        assertThat(waits).isFalse();
        scene.world.settle();
        assertThat(qatar.facts(Fact.Granted.class)).isEmpty();
    }

    private void assertThatItIsGiven() {
        grant().orThrow();
        scene.world.settle();
        assertThat(qatar.facts(Fact.Granted.class)).hasSize(3);
    }

    @Test
    void while_no_session_stands_it_is_refused_and_given_once_asked_again() {
        var record = scene.oman.store.image();
        scene.oman.act((s, tx) -> {
            s.desk().ports.sessions().erase(tx, s.desk().owner, s.desk().inboxAddress(Scene.peer(scene.oman, qatar)));
            return true;
        });
        assertThatItIsNotGivenYet();
        scene.oman.store = record;
        scene.oman.restart();
        assertThatItIsGiven();
    }

    @Test
    void while_codes_differ_it_is_refused_and_given_once_they_were_compared_anew() {
        scene.oman.act((s, tx) -> s.compared(tx, qatar.id(), false, "by voice")).orThrow();
        assertThatItIsNotGivenYet();
        scene.oman.act((s, tx) -> s.compared(tx, qatar.id(), true, "in person")).orThrow();
        assertThatItIsGiven();
    }
}
