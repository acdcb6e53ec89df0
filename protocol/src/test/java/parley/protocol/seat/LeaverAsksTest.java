package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.RoomFold.ChangeKind;

/**
 * A leaver with a changed program asks everybody, after every step of anybody, for the key of every entry that it can't open; and so
 * does the copy of a node that was renewed (attack 21).
 */
class LeaverAsksTest {
    private static final int ROUNDS = 8;

    @Test
    void attack_21_a_leaver_that_asks_after_every_step_never_holds_the_next_secrets() {
        Scene scene = new Scene();
        assertThat(leaverHoldsTheNextSecrets(scene)).isFalse();
    }

    @Test
    void attack_21_sabotaged_it_gets_them_from_who_keeps_them_from_nobody() {
        Scene scene = new Scene(new Conduct() {
            @Override
            boolean keepsTurnsFromLeavers() {
                return false;
            }
        });
        assertThat(leaverHoldsTheNextSecrets(scene)).isTrue();
    }

    private static boolean leaverHoldsTheNextSecrets(Scene scene) {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        scene.ratify(room, ChangeKind.REMOVE, scene.iran, scene.oman, scene.israel);
        stepByStep(scene, room, scene.iran, List.of(scene.israel, scene.iran, scene.oman));
        assertThat(scene.oman.room(room).epoch()).isEqualTo(1);
        assertThat(scene.israel.room(room).epoch()).isEqualTo(1);
        return holdsSecretsOf(scene.oman, room, scene.iran);
    }

    @Test
    void attack_21_the_copy_of_a_renewed_node_gets_nothing_either() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.warmUp(room);
        Actor clone = scene.cloneOf(scene.iran);
        Bytes file = Actor.done(scene.iran.act((s, tx) -> s.askForRenewal(tx, false)))
                .file();
        scene.iran.restart();
        scene.oman.act((s, tx) -> s.meet(tx, file)).orThrow();
        scene.world.settle();
        scene.ratify(room, ChangeKind.RENEW, scene.iran, scene.oman, scene.israel);
        stepByStep(scene, room, clone, List.of(scene.israel, clone, scene.oman, scene.iran));
        scene.oman.say(room, "not for the thief");
        stepByStep(scene, room, clone, List.of(scene.israel, clone, scene.oman, scene.iran));
        assertThat(scene.iran.room(room).condition()).isEqualTo(SeatRoom.Condition.OPEN);
        assertThat(Scene.texts(scene.iran, room)).contains("not for the thief");
        assertThat(Scene.texts(clone, room)).doesNotContain("not for the thief");
        assertThat(holdsSecretsOf(scene.oman, room, clone)).isFalse();
    }

    private static boolean holdsSecretsOf(Actor elder, RoomId room, Actor thief) {
        var secrets = Scene.room(elder, room).current().secrets;
        return thief.store.holds(secrets.capability().revealBytes())
                || thief.store.holds(secrets.headerKey().revealBytes());
    }

    private static void stepByStep(Scene scene, RoomId room, Actor asker, List<Actor> all) {
        for (int round = 0; round < ROUNDS; round++) {
            scene.world.pass(Scene.STEP);
            for (Actor actor : all) {
                actor.tick();
                actor.send(scene.world);
                ask(scene, asker, room);
                actor.read(scene.world);
                ask(scene, asker, room);
            }
        }
    }

    private static void ask(Scene scene, Actor asker, RoomId room) {
        asker.act((seat, tx) -> {
            Room here = Scene.room(asker, room);
            Epoch epoch = here.epoch(0).orElseThrow();
            for (long position = epoch.folded + 1; position <= epoch.read.position(); position++) {
                InboxMessage want = new InboxMessage.Want(
                        room,
                        0,
                        position,
                        here.entries.record(tx, epoch, position).entry());
                for (Actor other : List.of(scene.oman, scene.israel)) {
                    seat.desk()
                            .peers
                            .find(other.id())
                            .ifPresent(peer -> seat.desk().post.send(tx, peer, want));
                }
            }
            return true;
        });
        asker.send(scene.world);
    }
}
