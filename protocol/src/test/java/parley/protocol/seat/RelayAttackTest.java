package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parley.base.Bytes;
import parley.base.LogId;
import parley.base.RoomId;
import parley.protocol.crypto.Aead;
import parley.protocol.entry.SizeClass;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.Sabotaged;
import parley.protocol.fixture.WeakBuild.Instead;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.RoomFold.ChangeKind;

/**
 * What a relay can see, lose, roll back or show twice; and crashes between any two steps (protocol.md, "Appending" and
 * "Restore, clone, rollback", "Attacks and their tests").
 */
class RelayAttackTest {
    private static final int WINDOW = 8;

    /** 4: nothing of a libsignal message, and no eight bytes of any public key, lie readable at the relay. */
    @Test
    void attack_4_no_key_and_no_message_lies_readable_at_the_relay() {
        assertThat(readableAtTheRelay(new Scene())).isFalse();
    }

    @Test
    @Sabotaged(in = Aead.class, rule = "seal", instead = Instead.OTHER, by = "parley.protocol.fixture.Weak#inClear")
    @Sabotaged(in = Aead.class, rule = "open", instead = Instead.OTHER, by = "parley.protocol.fixture.Weak#outOfClear")
    void attack_4_sabotaged_what_is_not_sealed_is_found() {
        assertThat(readableAtTheRelay(new Scene())).isTrue();
    }

    private static boolean readableAtTheRelay(Scene scene) {
        RoomId room = scene.plenary();
        for (int i = 0; i < 40; i++) {
            List.of(scene.oman, scene.israel, scene.iran).get(i % 3).say(room, "confidential text " + i);
            scene.world.settle();
        }
        Set<Bytes> windows = new HashSet<>();
        for (Actor actor : List.of(scene.oman, scene.israel, scene.iran)) {
            var card = Scene.room(actor, room).own.card();
            for (Bytes secret : List.of(
                    card.node().identityKey().slice(1, 33),
                    card.node().onRecord().ed25519(),
                    card.node().onRecord().mlDsa65(),
                    card.roomKey(),
                    card.roomBundle(),
                    card.inboxBundle(),
                    Bytes.utf8("confidential text"))) {
                for (int at = 0; at + WINDOW <= secret.size(); at++) {
                    windows.add(secret.slice(at, at + WINDOW));
                }
            }
        }
        return scene.world.relay.stored().stream().anyMatch(entry -> holdsAnyOf(entry, windows));
    }

    private static boolean holdsAnyOf(Bytes entry, Set<Bytes> windows) {
        for (int at = 0; at + WINDOW <= entry.size(); at++) {
            if (windows.contains(entry.slice(at, at + WINDOW))) {
                return true;
            }
        }
        return false;
    }

    /** 19: every entry of a room has one size, whoever is present, whatever is said, before and after every change. */
    @Test
    void attack_19_one_size_for_all() {
        assertThat(sizes(new Scene())).hasSize(1);
    }

    @Test
    @Sabotaged(in = Room.class, rule = "size", instead = Instead.OTHER, by = "ofThosePresent")
    void attack_19_sabotaged_a_size_by_the_roster_tells_that_somebody_came() {
        assertThat(sizes(new Scene())).hasSizeGreaterThan(1);
    }

    static SizeClass ofThosePresent(Room room) {
        return SizeClass.of(room.roster().size());
    }

    private static Set<Integer> sizes(Scene scene) {
        Actor qatar = scene.guest("Qatar");
        Actor norway = scene.guest("Norway");
        RoomId room = scene.world.room(5, scene.oman, scene.israel, scene.iran, qatar);
        scene.warmUp(room);
        List<LogId> logs = new ArrayList<>(List.of(scene.oman.room(room).log().id()));
        scene.change(room, ChangeKind.ADMIT, norway);
        logs.add(scene.oman.room(room).log().id());
        scene.oman.say(room, "x".repeat(9_000));
        scene.world.settle();
        scene.change(room, ChangeKind.REMOVE, scene.iran);
        logs.add(scene.oman.room(room).log().id());
        scene.oman.say(room, "");
        scene.world.settle();
        Set<Integer> sizes = new HashSet<>();
        logs.forEach(log -> scene.world.relay.entries(log).forEach(entry -> sizes.add(entry.size())));
        assertThat(scene.oman.room(room).epoch()).isEqualTo(2);
        return sizes;
    }

    /** Where a node stops. */
    enum Step {
        SAID,
        ANSWER_LOST,
        SENT_NOT_READ,
        READ_BACK
    }

    /** 12: killed at any step, an event has exactly one place and is said once. */
    @ParameterizedTest
    @EnumSource(Step.class)
    void attack_12_killed_at_each_step(Step step) {
        Scene scene = new Scene();
        RoomId room = kill(scene, step);
        assertThat(Scene.texts(scene.israel, room)).containsOnlyOnce("once");
        assertThat(Scene.texts(scene.oman, room)).isEqualTo(Scene.texts(scene.israel, room));
        assertThat(scene.israel.facts(Fact.EntryRefused.class)).isEmpty();
        assertThat(scene.oman.room(room).condition()).isEqualTo(SeatRoom.Condition.OPEN);
    }

    @Test
    void attack_12_sabotaged_other_bytes_after_a_crash_use_a_seq_twice() {
        Scene scene = new Scene(new Conduct() {
            @Override
            boolean keepsUnplaced() {
                return false;
            }
        });
        kill(scene, Step.ANSWER_LOST);
        assertThat(scene.israel.facts(Fact.EntryRefused.class)).anyMatch(f -> f.verdict() == Fact.Verdict.CLONED);
    }

    private static RoomId kill(Scene scene, Step step) {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        scene.oman.say(room, "once");
        switch (step) {
            case SAID -> {}
            case ANSWER_LOST -> {
                scene.world.answersLost = true;
                scene.oman.send(scene.world);
                scene.world.answersLost = false;
            }
            case SENT_NOT_READ -> scene.oman.send(scene.world);
            case READ_BACK -> {
                scene.oman.send(scene.world);
                scene.oman.read(scene.world);
            }
        }
        scene.oman.restart();
        scene.oman.tick();
        scene.world.settle();
        scene.world.settleOver(Duration.ofMinutes(1), 3);
        return room;
    }

    /** 14: a relay goes back to its backup; the nodes give it back what it lost, each entry to its place. */
    @Test
    void attack_14_a_relay_rolled_back_is_healed() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        List<Bytes> before = rollBack(scene, room);
        assertThat(scene.world.relay.entries(scene.oman.room(room).log().id()))
                .startsWith(before.toArray(Bytes[]::new));
        scene.iran.say(room, "going on");
        scene.world.settle();
        assertThat(Scene.texts(scene.israel, room)).contains("going on");
        assertThat(scene.world.allFacts()).noneMatch(f -> f instanceof Fact.Alarm);
    }

    @Test
    void attack_14_sabotaged_nobody_gives_back_what_was_lost() {
        Scene scene = new Scene(new Conduct() {
            @Override
            boolean heals() {
                return false;
            }
        });
        RoomId room = scene.plenary();
        List<Bytes> before = rollBack(scene, room);
        assertThat(scene.world.relay.entries(scene.oman.room(room).log().id())).hasSizeLessThan(before.size());
    }

    private static List<Bytes> rollBack(Scene scene, RoomId room) {
        scene.warmUp(room);
        Map<LogId, ?> ignored = scene.world.relay.image();
        assertThat(ignored).isNotEmpty();
        var image = scene.world.relay.image();
        for (int i = 0; i < 20; i++) {
            scene.israel.say(room, "lost " + i);
            scene.world.settle();
        }
        List<Bytes> before =
                scene.world.relay.entries(scene.oman.room(room).log().id());
        scene.world.relay.restore(image);
        scene.world.settle();
        return before;
    }

    /** 14: a relay that lost a whole log gets it back. */
    @Test
    void attack_14_a_relay_that_lost_the_log_is_healed() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.warmUp(room);
        scene.world.relay.restore(Map.of());
        scene.world.settle();
        scene.iran.say(room, "going on");
        scene.world.settle();
        assertThat(Scene.texts(scene.israel, room)).contains("going on");
        assertThat(scene.world.allFacts()).noneMatch(f -> f instanceof Fact.Alarm);
    }

    /** 14, 31: one writes on the old branch before anybody heals: all learn that histories differ, nobody switches. */
    @Test
    void attack_31_a_stale_writer_outruns_the_healers() {
        Scene scene = new Scene();
        RoomId room = staleWriter(scene);
        for (Actor actor : List.of(scene.oman, scene.israel, scene.iran)) {
            assertThat(actor.alarms()).as(actor.name).contains(Fact.AlarmKind.HISTORIES_DIFFER);
            assertThat(actor.room(room).condition()).isEqualTo(SeatRoom.Condition.FROZEN);
        }
        assertThat(Scene.texts(scene.israel, room)).contains("only Israel read this");
    }

    @Test
    void attack_31_sabotaged_only_the_finder_knows() {
        Scene scene = new Scene(new Conduct() {
            @Override
            boolean showsHeads() {
                return false;
            }
        });
        staleWriter(scene);
        assertThat(scene.israel.alarms()).contains(Fact.AlarmKind.HISTORIES_DIFFER);
        assertThat(scene.oman.alarms()).doesNotContain(Fact.AlarmKind.HISTORIES_DIFFER);
    }

    private static RoomId staleWriter(Scene scene) {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        var image = scene.world.relay.image();
        scene.israel.say(room, "only Israel read this");
        scene.israel.send(scene.world);
        scene.israel.read(scene.world);
        scene.world.relay.restore(image);
        scene.iran.say(room, "on the old branch");
        scene.iran.send(scene.world);
        scene.oman.read(scene.world);
        scene.iran.read(scene.world);
        scene.world.settle();
        scene.world.settleOver(Scene.STEP, 2);
        return room;
    }

    /** 31: a bare claim of another history names its sender and stops nothing. */
    @Test
    void attack_31_a_false_receipt_stops_nothing() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.warmUp(room);
        var head = scene.oman.room(room).head();
        var lie = new InboxMessage.ReceiptSent(
                room, 0, new parley.base.Head(head.position(), parley.base.Hash.of("lie")), java.util.Optional.empty());
        scene.oman.act((s, tx) -> {
            s.desk().post.send(tx, s.desk().peers.find(scene.iran.id()).orElseThrow(), lie);
            return true;
        });
        scene.world.settle();
        assertThat(scene.iran.facts(Fact.Alarm.class))
                .anyMatch(a -> a.member().equals(java.util.Optional.of(scene.oman.id())));
        assertThat(scene.iran.room(room).condition()).isEqualTo(SeatRoom.Condition.OPEN);
    }

    /** 9: one who reads and never writes for more than a year still gets its slots. */
    @Test
    void attack_9_a_silent_member() {
        assertThat(waits(new Scene())).isZero();
    }

    @Test
    void attack_9_sabotaged_a_node_that_answers_no_hello_gets_no_slot() {
        assertThat(waits(new Scene(new Conduct() {
                    @Override
                    boolean answersHello() {
                        return false;
                    }
                })))
                .isPositive();
    }

    private static int waits(Scene scene) {
        RoomId room = scene.plenary();
        scene.world.pass(Duration.ofDays(400));
        scene.israel.say(room, "after a long silence");
        scene.world.settle();
        scene.world.settleOver(Scene.STEP, 2);
        assertThat(Scene.texts(scene.iran, room)).contains("after a long silence");
        return scene.iran.facts(Fact.Waiting.class).size();
    }
}
