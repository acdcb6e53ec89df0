package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parley.base.Role;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.TestFold;
import parley.protocol.port.RoomFold.ChangeKind;

/**
 * The relay rolls back the log in which Iran was removed while Qatar was away: Qatar must not go on in it, with Iran, and nobody
 * told (attack 30). Those who went on notice at once. Qatar is shown the head that they had, and can compare it as soon as its own log
 * is as long.
 */
class RolledBackRemovalTest {
    /** Who gets to the rolled-back log first. */
    private enum First {
        QATAR,
        IRAN,
        QATAR_THEN_IRAN,
        IRAN_THEN_QATAR,
        THOSE_WHO_WENT_ON
    }

    /** Many more than it takes; two histories never settle, for whoever stands on one is shown the other again and again. */
    private static final int ROUNDS = 12;

    @ParameterizedTest
    @EnumSource
    void attack_30_who_was_away_follows_or_all_learn_that_histories_differ(First first) {
        Talk talk = rolledBack(new Scene(), first);
        List<Actor> stay = List.of(talk.scene.oman, talk.scene.israel, talk.qatar);
        boolean follows = talk.qatar.room(talk.room).epoch() == 1;
        assertThat(follows).isEqualTo(first == First.THOSE_WHO_WENT_ON);
        for (Actor actor : stay) {
            if (follows) {
                assertThat(actor.alarms()).as(actor.name).isEmpty();
                assertThat(Scene.texts(actor, talk.room)).as(actor.name).doesNotContain("Iran, removed");
            } else {
                assertThat(actor.alarms()).as(actor.name).contains(Fact.AlarmKind.HISTORIES_DIFFER);
                assertThat(actor.room(talk.room).condition()).as(actor.name).isEqualTo(SeatRoom.Condition.FROZEN);
            }
        }
        assertThat(Scene.texts(talk.scene.iran, talk.room)).doesNotContain("without Iran");
    }

    @Test
    void attack_30_sabotaged_it_talks_on_with_the_one_who_was_removed_and_nobody_is_told() {
        Talk talk = rolledBack(
                new Scene(new Conduct() {
                    @Override
                    boolean keepsEndedLogs() {
                        return false;
                    }
                }),
                First.QATAR_THEN_IRAN);
        assertThat(talk.qatar.room(talk.room).epoch()).isZero();
        assertThat(Scene.texts(talk.qatar, talk.room)).contains("Iran, removed");
        assertThat(talk.scene.oman.alarms()).doesNotContain(Fact.AlarmKind.HISTORIES_DIFFER);
    }

    private record Talk(Scene scene, Actor qatar, RoomId room) {}

    private static Talk rolledBack(Scene scene, First first) {
        Actor qatar = scene.world.join(scene.oman, scene.actor("Qatar", new TestFold(1, 2)), Role.GUARANTOR);
        RoomId room = scene.world.room(4, scene.oman, scene.israel, scene.iran, qatar);
        List<Actor> all = List.of(scene.oman, scene.israel, scene.iran, qatar);
        for (Actor actor : all) {
            actor.say(room, actor.name + " is here");
            scene.world.settle();
        }
        var image = scene.world.relay.image();
        qatar.offline = true;
        scene.iran.offline = true;
        scene.change(room, ChangeKind.REMOVE, scene.iran);
        scene.oman.say(room, "without Iran");
        scene.world.settle();
        assertThat(scene.israel.room(room).epoch()).isEqualTo(1);
        scene.world.relay.restore(image);
        switch (first) {
            case QATAR -> write(scene, qatar, room);
            case IRAN -> write(scene, scene.iran, room);
            case QATAR_THEN_IRAN -> {
                write(scene, qatar, room);
                write(scene, scene.iran, room);
                qatar.read(scene.world);
            }
            case IRAN_THEN_QATAR -> {
                write(scene, scene.iran, room);
                write(scene, qatar, room);
            }
            case THOSE_WHO_WENT_ON -> {
                scene.world.settle();
                Scene.say(qatar, room, "Qatar, back");
                Scene.say(scene.iran, room, "Iran, removed");
            }
        }
        for (int round = 0; round < ROUNDS; round++) {
            scene.world.pass(Scene.STEP);
            for (Actor actor : all) {
                if (first != First.THOSE_WHO_WENT_ON && (actor == qatar || actor == scene.iran)) {
                    Scene.say(actor, room, actor == qatar ? "Qatar, back" : "Iran, removed");
                }
                actor.tick();
                actor.send(scene.world);
                actor.read(scene.world);
            }
        }
        return new Talk(scene, qatar, room);
    }

    private static void write(Scene scene, Actor actor, RoomId room) {
        actor.read(scene.world);
        Scene.say(actor, room, actor.equals(scene.iran) ? "Iran, removed" : "Qatar, back");
        actor.send(scene.world);
    }
}
