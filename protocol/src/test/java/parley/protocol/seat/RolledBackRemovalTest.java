package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.Role;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.MemoryRelay;
import parley.protocol.fixture.TestFold;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.protocol.port.SignedHead;

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

    /** All who stayed have the end: what the removed one makes the relay sign behind it stops nobody. */
    @Test
    void who_was_removed_freezes_nobody_by_what_an_honest_relay_that_was_put_back_signs_for_it() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.warmUp(room);
        var image = scene.world.relay.image();
        scene.iran.offline = true;
        scene.change(room, ChangeKind.REMOVE, scene.iran);
        assertThat(Scene.room(scene.oman, room).epoch(0)).as("closed").isEmpty();
        scene.world.relay.restore(image);
        SignedHead other = signedForIran(scene, room);
        for (Actor actor : List.of(scene.oman, scene.israel)) {
            shows(scene.iran, actor, new InboxMessage.HeadShown(room, 0, other));
            assertThat(actor.alarms()).as(actor.name).contains(Fact.AlarmKind.PAST_HISTORIES_DIFFER);
            assertThat(actor.alarms()).as(actor.name).doesNotContain(Fact.AlarmKind.HISTORIES_DIFFER);
            assertThat(actor.facts(Fact.Alarm.class))
                    .as(actor.name)
                    .noneMatch(alarm -> alarm.proof().isEmpty());
            assertThat(actor.room(room).condition()).as(actor.name).isEqualTo(SeatRoom.Condition.OPEN);
        }
        scene.oman.say(room, "still here");
        scene.world.settle();
        scene.world.settleOver(Scene.STEP, 5);
        assertThat(Scene.texts(scene.israel, room)).contains("still here");
    }

    /** One who stays has another end of it than we: that epoch isn't settled, and its log stops us as ever. */
    @Test
    void the_log_of_an_epoch_of_which_one_who_stayed_reported_another_end_still_stops() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.warmUp(room);
        var image = scene.world.relay.image();
        scene.iran.offline = true;
        scene.ratify(room, ChangeKind.REMOVE, scene.iran, scene.oman, scene.israel);
        while (scene.oman.room(room).epoch() == 0) {
            scene.israel.send(scene.world);
            scene.oman.send(scene.world);
            assertThat(scene.oman.read(scene.world)).isTrue();
        }
        Hash another = Hash.of("test", Bytes.utf8("another opening"));
        scene.oman.act((s, tx) -> {
            s.desk()
                    .rooms
                    .find(room)
                    .orElseThrow()
                    .ended
                    .reported(
                            tx,
                            Scene.peer(scene.oman, scene.israel),
                            new InboxMessage.EpochReported(room, 0, new Head(1, another), another));
            return true;
        });
        scene.world.settle();
        assertThat(Scene.room(scene.oman, room).epoch(0)).as("closed").isEmpty();
        scene.world.relay.restore(image);
        SignedHead other = signedForIran(scene, room);
        shows(scene.iran, scene.oman, new InboxMessage.HeadShown(room, 0, other));
        assertThat(scene.oman.alarms()).contains(Fact.AlarmKind.HISTORIES_DIFFER);
        assertThat(scene.oman.room(room).condition()).isEqualTo(SeatRoom.Condition.FROZEN);
    }

    @Test
    void who_never_sat_in_an_epoch_has_no_head_of_it_to_show() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        Actor qatar = scene.guest("Qatar");
        scene.warmUp(room);
        MemoryRelay fork = scene.world.relay.fork();
        Scene.say(scene.iran, room, "to the other side");
        scene.world.detour(scene.iran, fork);
        scene.iran.send(scene.world);
        scene.iran.read(scene.world);
        SignedHead other = Scene.room(scene.iran, room).current().signed.orElseThrow();
        scene.iran.offline = true;
        scene.israel.say(room, "to one side");
        scene.world.settle();
        shows(qatar, scene.oman, new InboxMessage.HeadShown(room, 0, other));
        assertThat(scene.oman.alarms()).isEmpty();
        assertThat(scene.oman.room(room).condition()).isEqualTo(SeatRoom.Condition.OPEN);
        shows(scene.iran, scene.oman, new InboxMessage.HeadShown(room, 0, other));
        assertThat(scene.oman.alarms()).contains(Fact.AlarmKind.HISTORIES_DIFFER);
    }

    /** What the relay signs once Iran has written on where it was rolled back. */
    private static SignedHead signedForIran(Scene scene, RoomId room) {
        for (int i = 0; i < 3; i++) {
            write(scene, scene.iran, room);
        }
        scene.iran.read(scene.world);
        return Scene.room(scene.iran, room).current().signed.orElseThrow();
    }

    /** As it reaches a peer by mail, whatever inbox it is written to. */
    private static void shows(Actor from, Actor to, InboxMessage.HeadShown shown) {
        to.act((s, tx) -> {
            s.desk().rooms.find(shown.room()).orElseThrow().healer.shown(tx, from.id(), shown.epoch(), shown.head());
            return true;
        });
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
