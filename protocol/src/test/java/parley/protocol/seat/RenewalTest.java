package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Role;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.MemoryRelay;
import parley.protocol.fixture.TestFold;
import parley.protocol.port.RoomFold.ChangeKind;

/**
 * A node that was copied or restored is frozen, and comes back as its next incarnation (protocol.md, "Restore, clone,
 * rollback", attack 5).
 */
class RenewalTest {
    /** 5: the thief of a session record reads nothing and writes nothing once the epoch is renewed. */
    @Test
    void attack_5_a_clone_is_expelled_by_renewal() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.warmUp(room);
        Actor clone = scene.cloneOf(scene.iran);
        clone.offline = true;
        renew(scene, room);
        scene.israel.say(room, "not for the thief");
        scene.world.settle();
        assertThat(Scene.texts(scene.iran, room)).contains("not for the thief");
        clone.offline = false;
        Scene.say(clone, room, "as if I were Iran");
        scene.world.settle();
        scene.world.settleOver(Scene.STEP, 3);
        assertThat(Scene.texts(clone, room)).doesNotContain("not for the thief");
        for (Actor actor : List.of(scene.oman, scene.israel, scene.iran)) {
            assertThat(Scene.texts(actor, room)).doesNotContain("as if I were Iran");
            assertThat(actor.room(room).state().digest())
                    .isEqualTo(scene.oman.room(room).state().digest());
        }
        assertThat(scene.iran.room(room).roster())
                .anyMatch(m -> m.principal().id().equals(scene.iran.id()) && m.incarnation() == 1);
    }

    @Test
    void attack_5_sabotaged_without_a_renewed_epoch_the_thief_reads_on() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.warmUp(room);
        Actor clone = scene.cloneOf(scene.iran);
        clone.offline = true;
        Bytes file = Actor.done(scene.iran.act((s, tx) -> s.askForRenewal(tx))).file();
        Actor.done(scene.oman.act((s, tx) -> s.meet(tx, file)));
        scene.world.settle();
        scene.israel.say(room, "not for the thief");
        scene.world.settle();
        clone.offline = false;
        clone.read(scene.world);
        assertThat(Scene.texts(clone, room)).contains("not for the thief");
    }

    static void renew(Scene scene, RoomId room) {
        Bytes file = Actor.done(scene.iran.act((s, tx) -> s.askForRenewal(tx))).file();
        scene.iran.restart();
        var met = scene.oman.act((s, tx) -> s.meet(tx, file)).orThrow();
        assertThat(met).isEqualTo(scene.iran.id());
        scene.world.settle();
        scene.ratify(room, ChangeKind.RENEW, scene.iran, scene.oman, scene.israel);
        scene.world.settle();
        assertThat(scene.iran.room(room).condition()).isEqualTo(SeatRoom.Condition.OPEN);
    }

    @Test
    void a_renewed_node_talks_on_and_keeps_being_compared() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.warmUp(room);
        scene.oman.act((s, tx) -> s.compared(tx, scene.iran.id(), true, "by voice"));
        renew(scene, room);
        scene.iran.say(room, "back again");
        scene.oman.say(room, "good to see you");
        scene.world.settle();
        scene.world.settleOver(Scene.STEP, 3);
        assertThat(Scene.texts(scene.israel, room)).contains("back again", "good to see you");
        assertThat(Scene.texts(scene.iran, room)).contains("back again", "good to see you");
        assertThat(scene.oman.room(room).roster())
                .anyMatch(m -> m.principal().id().equals(scene.iran.id())
                        && m.comparison() instanceof Fact.Comparison.Compared);
        assertThat(scene.world.allFacts()).noneMatch(f -> f instanceof Fact.Alarm);
    }

    @Test
    void one_of_two_comes_back_though_nobody_stays_whom_a_key_could_be_carried_to() {
        Scene scene = new Scene(Conduct.STRICT, new MemoryRelay("relay.test"), 1);
        RoomId room = scene.world.room(2, scene.oman, scene.iran);
        scene.iran.say(room, "before");
        scene.world.settle();
        Bytes file = Actor.done(scene.iran.act((s, tx) -> s.askForRenewal(tx))).file();
        scene.iran.restart();
        Actor.done(scene.oman.act((s, tx) -> s.meet(tx, file)));
        scene.world.settle();
        Bytes change = scene.change(room, ChangeKind.RENEW, scene.iran, scene.oman);
        scene.oman.say(room, TestFold.propose(ChangeKind.RENEW, scene.iran.id(), change));
        scene.world.settle();
        assertThat(scene.iran.room(room).condition()).isEqualTo(SeatRoom.Condition.OPEN);
        scene.iran.say(room, "back again");
        scene.oman.say(room, "good to see you");
        scene.world.settle();
        for (Actor actor : List.of(scene.oman, scene.iran)) {
            assertThat(Scene.texts(actor, room)).contains("back again", "good to see you");
            assertThat(actor.alarms()).isEmpty();
        }
    }

    @Test
    void a_vault_that_is_behind_freezes_and_seals_nothing() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.warmUp(room);
        scene.iran.act((s, tx) -> {
            s.freeze(tx, "vault");
            return true;
        });
        scene.iran.restart();
        assertThat(scene.iran.room(room).condition()).isEqualTo(SeatRoom.Condition.FROZEN);
        assertThat(scene.iran
                        .act((s, tx) -> s.say(tx, room, TestFold.text("no"), java.time.Instant.EPOCH))
                        .isDone())
                .isFalse();
        scene.israel.say(room, "still read");
        scene.world.settle();
        assertThat(Scene.texts(scene.iran, room)).contains("still read");
    }

    @Test
    void a_bystander_without_pairing_takes_no_part() {
        Scene scene = new Scene();
        Actor stranger = scene.actor("Stranger", new TestFold(1, 2));
        stranger.sit(tx -> Seat.open(stranger.ports(), tx, "Stranger", Role.PARTY, scene.world.relay.address()));
        RoomId room = scene.plenary();
        assertThat(stranger.seat().room(room)).isEmpty();
    }
}
