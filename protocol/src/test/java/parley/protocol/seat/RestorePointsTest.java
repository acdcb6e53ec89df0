package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.port.RoomFold.ChangeKind;

/** A node is copied at each point of what it does, and both copies act (attack 13). */
class RestorePointsTest {
    private enum Point {
        BEFORE_ITS_FIRST_WORD,
        SEALED,
        SENT,
        READ_BACK,
        READ_BY_ALL,
        IN_THE_NEXT_EPOCH,
        WITH_WORDS_IN_THE_NEXT_EPOCH
    }

    /** A thief's program uses the next number of the copy, which its owner has used since. */
    @ParameterizedTest
    @EnumSource
    void attack_13_a_thief_is_refused_and_named_at_its_first_entry(Point point) {
        Scene scene = new Scene();
        RoomId room = bothAct(scene, point);
        for (Actor peer : List.of(scene.oman, scene.israel)) {
            assertThat(peer.facts(Fact.EntryRefused.class))
                    .as(peer.name)
                    .singleElement()
                    .satisfies(refused -> assertThat(refused.verdict()).isEqualTo(Fact.Verdict.CLONED));
            assertThat(peer.facts(Fact.Alarm.class)).as(peer.name).anySatisfy(alarm -> {
                assertThat(alarm.kind()).isEqualTo(Fact.AlarmKind.CLONED);
                assertThat(alarm.member()).isEqualTo(Optional.of(scene.iran.id()));
            });
            assertThat(Scene.texts(peer, room)).contains("from the one").doesNotContain("forged");
            assertThat(peer.room(room).condition()).isEqualTo(SeatRoom.Condition.OPEN);
        }
        assertThat(scene.iran.room(room).condition()).isEqualTo(SeatRoom.Condition.FROZEN);
    }

    @Test
    void attack_13_sabotaged_without_sequence_nobody_names_it() {
        Scene scene = new Scene(new Conduct() {
            @Override
            boolean checksSequence() {
                return false;
            }
        });
        bothAct(scene, Point.READ_BY_ALL);
        assertThat(scene.oman.facts(Fact.EntryRefused.class)).noneMatch(f -> f.verdict() == Fact.Verdict.CLONED);
        assertThat(scene.oman.alarms()).doesNotContain(Fact.AlarmKind.CLONED);
    }

    private static RoomId bothAct(Scene scene, Point point) {
        RoomId room = scene.plenary();
        Actor clone = cloneAt(scene, room, point);
        scene.iran.say(room, "from the one");
        scene.world.settle();
        Forge forge = new Forge(clone, room).slot(scene.oman, Forge.Slot.GOOD).slot(scene.israel, Forge.Slot.GOOD);
        Forge.place(scene.world, clone, room, forge.entry());
        scene.world.settle();
        scene.world.settleOver(Scene.STEP, 3);
        return room;
    }

    /** A node put back from a backup of its disk is honest: it finds words of its own that it doesn't know, and seals nothing. */
    @ParameterizedTest
    @EnumSource
    void attack_13_a_restored_node_freezes_before_it_uses_a_number_again(Point point) {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        Actor restored = cloneAt(scene, room, point);
        scene.iran.say(room, "from the one");
        scene.world.settle();
        scene.iran.offline = true;
        restored.offline = false;
        Scene.say(restored, room, "from the other");
        scene.world.settle();
        scene.world.settleOver(Scene.STEP, 3);
        assertThat(restored.room(room).condition()).isEqualTo(SeatRoom.Condition.FROZEN);
        for (Actor peer : List.of(scene.oman, scene.israel)) {
            assertThat(Scene.texts(peer, room)).contains("from the one").doesNotContain("from the other");
            assertThat(peer.facts(Fact.EntryRefused.class)).isEmpty();
        }
    }

    private static Actor cloneAt(Scene scene, RoomId room, Point point) {
        List<Actor> made = new ArrayList<>();
        scene.oman.say(room, "Oman is here");
        scene.world.settle();
        scene.israel.say(room, "Israel is here");
        scene.world.settle();
        cloneIf(scene, point, Point.BEFORE_ITS_FIRST_WORD, made);
        scene.iran.say(room, "Iran is here");
        cloneIf(scene, point, Point.SEALED, made);
        scene.iran.send(scene.world);
        cloneIf(scene, point, Point.SENT, made);
        scene.iran.read(scene.world);
        cloneIf(scene, point, Point.READ_BACK, made);
        scene.world.settle();
        cloneIf(scene, point, Point.READ_BY_ALL, made);
        if (made.isEmpty()) {
            scene.change(room, ChangeKind.REFRESH, scene.oman);
            cloneIf(scene, point, Point.IN_THE_NEXT_EPOCH, made);
            scene.iran.say(room, "Iran is here too");
            scene.world.settle();
            cloneIf(scene, point, Point.WITH_WORDS_IN_THE_NEXT_EPOCH, made);
        }
        return made.getFirst();
    }

    private static void cloneIf(Scene scene, Point wanted, Point here, List<Actor> made) {
        if (wanted == here) {
            Actor clone = scene.cloneOf(scene.iran);
            clone.offline = true;
            made.add(clone);
        }
    }
}
