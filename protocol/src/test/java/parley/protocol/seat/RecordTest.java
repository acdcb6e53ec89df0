package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.PrincipalId;
import parley.base.RoomId;
import parley.protocol.crypto.OnRecordSignature;
import parley.protocol.crypto.OnRecordStatement;
import parley.protocol.fixture.Actor;

/**
 * On the record: signed by those who compared codes, over bytes that say nothing of the talk (protocol.md, "On the
 * record", attack 6).
 */
class RecordTest {
    private static final Bytes INSTRUMENT = Bytes.wrap(new byte[32]);
    private static final Bytes TEXT = Bytes.utf8("The parties agree.");

    /** 6: what is signed in two rooms with different logs is the same. */
    @Test
    void attack_6_a_signature_says_nothing_of_the_room() {
        Scene scene = new Scene();
        RoomId one = scene.world.room(4, scene.oman, scene.iran);
        RoomId other = scene.world.room(12, scene.iran, scene.oman);
        scene.oman.say(one, "only here");
        scene.world.settle();
        compare(scene.oman, scene.iran);
        var own = scene.oman.seat().desk().self;
        OnRecordStatement statement = new OnRecordStatement(
                INSTRUMENT,
                "accord",
                OnRecordStatement.textOf(TEXT),
                own.node.principal().role(),
                own.onRecord.open(),
                List.of(scene.iran.seat().desk().self.onRecord.open()));
        for (RoomId room : List.of(one, other)) {
            assertThat(statement.verify(OnRecordSignature.decode(
                                    sign(scene.oman, room, scene.iran).orThrow())
                            .orElseThrow()))
                    .isTrue();
        }
    }

    @Test
    void nobody_signs_beside_one_whose_code_was_not_compared() {
        Scene scene = new Scene();
        RoomId room = scene.world.room(4, scene.oman, scene.iran);
        assertThat(sign(scene.oman, room, scene.iran).isDone()).isFalse();
    }

    private static parley.base.Result<Bytes> sign(Actor actor, RoomId room, Actor other) {
        List<PrincipalId> signers = List.of(actor.id(), other.id());
        return actor.act((s, tx) -> s.signOnRecord(tx, room, INSTRUMENT, "accord", TEXT, signers));
    }

    private static void compare(Actor one, Actor other) {
        one.act((s, tx) -> s.compared(tx, other.id(), true, "in person"));
        other.act((s, tx) -> s.compared(tx, one.id(), true, "in person"));
    }
}
