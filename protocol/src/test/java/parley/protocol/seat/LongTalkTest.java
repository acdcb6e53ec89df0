package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.RoomId;
import parley.base.Secret;
import parley.base.TableId;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.MemoryRelay;
import parley.protocol.fixture.Sabotaged;
import parley.protocol.fixture.TestFold;
import parley.protocol.fixture.WeakBuild.Instead;
import parley.protocol.identity.NodeIdentity;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.protocol.room.EpochSecrets;

/** Time: retention, a move to another relay, and members who come back after thousands of entries. */
class LongTalkTest {
    @Test
    void erased_texts_are_gone_and_everything_else_stands() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        for (int i = 0; i < 10; i++) {
            scene.israel.say(room, "line " + i);
            scene.world.settle();
        }
        scene.change(room, ChangeKind.REFRESH, scene.oman);
        scene.israel.say(room, "after");
        scene.world.settle();
        var before = scene.oman.room(room);
        long through = scene.oman.act((s, tx) -> s.erase(tx, room, 8, 5)).orThrow();
        assertThat(through).isEqualTo(5);
        assertThat(scene.oman.act((s, tx) -> s.erase(tx, room, 100, 500)).orThrow())
                .isEqualTo(before.position());
        Room there = Scene.room(scene.oman, room);
        scene.oman.store.transact(tx -> {
            Epoch first = there.past(tx, 0).orElseThrow();
            for (long at = 1; at <= 10; at++) {
                assertThat(there.entries.opened(tx, first, at)).isEmpty();
                assertThat(there.entries.bytes(tx, first, at)).isEmpty();
                assertThat(there.entries.record(tx, first, at).seq()).isNotNegative();
            }
            return true;
        });
        scene.oman.restart();
        assertThat(scene.oman.room(room).state().digest())
                .isEqualTo(before.state().digest());
        assertThat(scene.oman.room(room).head()).isEqualTo(before.head());
        scene.iran.say(room, "going on");
        scene.world.settle();
        assertThat(Scene.texts(scene.oman, room)).contains("going on");
        assertThat(scene.oman.room(room).state().digest())
                .isEqualTo(scene.israel.room(room).state().digest());
    }

    /** A relay keeps sealed entries for as long as it likes: what would open their headers goes with the texts. */
    @Test
    void keys_of_epochs_of_which_nothing_is_left_are_gone() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.warmUp(room);
        scene.change(room, ChangeKind.REFRESH, scene.oman);
        scene.israel.say(room, "in the second");
        scene.world.settle();
        scene.change(room, ChangeKind.REFRESH, scene.oman);
        Room there = Scene.room(scene.oman, room);
        long first = scene.oman.store.transact(
                tx -> there.past(tx, 1).orElseThrow().opening.behind());
        scene.oman.act((s, tx) -> s.erase(tx, room, first, 500)).orThrow();
        Secret nothing = Secret.wrap(new byte[EpochSecrets.SECRET]);
        scene.oman.store.transact(tx -> {
            Epoch gone = there.past(tx, 0).orElseThrow();
            assertThat(gone.secrets.headerKey()).isEqualTo(nothing);
            assertThat(gone.secrets.capability()).isEqualTo(nothing);
            assertThat(tx.get(there.desk.cells.openingState(room, 0))).isEmpty();
            assertThat(there.past(tx, 1).orElseThrow().secrets.headerKey()).isNotEqualTo(nothing);
            return true;
        });
        scene.oman.restart();
        scene.iran.say(room, "going on");
        scene.world.settle();
        assertThat(Scene.texts(scene.oman, room)).contains("going on");
        assertThat(scene.oman.alarms()).isEmpty();
    }

    @Test
    void a_room_moves_to_another_relay_with_its_inboxes() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.warmUp(room);
        MemoryRelay other = new MemoryRelay("other.test");
        scene.world.add(other);
        Bytes change = scene.oman
                .act((s, tx) -> s.change(tx, room, ChangeKind.MOVE, scene.oman.id(), Optional.of(other.address())))
                .orThrow();
        scene.oman.say(room, TestFold.propose(ChangeKind.MOVE, scene.oman.id(), change));
        scene.world.settle();
        scene.iran.say(room, TestFold.consent(Seat.proposal(change)));
        scene.world.settle();
        scene.iran.say(room, "on neutral ground");
        scene.world.settle();
        for (Actor actor : List.of(scene.oman, scene.israel, scene.iran)) {
            assertThat(actor.room(room).log().relay()).isEqualTo(other.address());
            assertThat(Scene.texts(actor, room)).contains("on neutral ground");
            assertThat(actor.alarms()).isEmpty();
            assertThat(actor.seat().desk().peers.all())
                    .allMatch(peer -> peer.inbox.log().relay().equals(other.address()));
        }
    }

    /** 17: more entries than libsignal keeps keys for lie between two readings, and the inbox is read first. */
    @Test
    @Tag("soak")
    void attack_17_thousands_of_entries_between_two_readings() {
        Scene scene = new Scene();
        RoomId room = thousandsBetweenTwoReadings(scene);
        assertThat(Scene.texts(scene.iran, room)).hasSize(2_203);
        assertThat(scene.iran.facts(Fact.Waiting.class)).isEmpty();
    }

    @Test
    @Tag("soak")
    @Sabotaged(in = Channels.class, rule = "room", instead = Instead.OTHER, by = "sameAsInbox")
    void attack_17_sabotaged_with_one_session_for_both_channels_mail_outruns_the_log() {
        Scene scene = new Scene();
        thousandsBetweenTwoReadings(scene);
        assertThat(scene.iran.facts(Fact.Waiting.class)).isNotEmpty();
    }

    static Hash sameAsInbox(TableId table, RoomId room, NodeIdentity one, NodeIdentity other) {
        return Channels.inbox(table, one, other);
    }

    private static RoomId thousandsBetweenTwoReadings(Scene scene) {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        scene.iran.offline = true;
        for (int i = 0; i < 2_200; i++) {
            scene.israel.say(room, "line " + i);
            scene.israel.send(scene.world);
            scene.israel.read(scene.world);
        }
        scene.world.settle();
        scene.israel.act((s, tx) -> {
            s.receipt(tx, room);
            return true;
        });
        scene.world.settleOver(Duration.ofMinutes(1), 3);
        scene.iran.offline = false;
        scene.world.settle();
        scene.world.settleOver(Duration.ofMinutes(1), 2);
        return room;
    }

    /** A slot that failed for whatever reason of the ratchet's is asked for, entry by entry, and all open. */
    @Test
    void attack_17_lost_session_records_are_only_wanted_keys() {
        Scene scene = new Scene();
        RoomId room = lostSession(scene);
        assertThat(Scene.texts(scene.iran, room)).hasSize(8).isEqualTo(Scene.texts(scene.oman, room));
        assertThat(scene.iran.facts(Fact.Waiting.class)).isNotEmpty();
        assertThat(scene.world.allFacts()).noneMatch(f -> f instanceof Fact.Alarm);
    }

    @Test
    @Sabotaged(in = Wants.class, rule = "ask", instead = Instead.NOTHING)
    void attack_17_sabotaged_a_key_that_nobody_asks_for_never_comes() {
        Scene scene = new Scene();
        RoomId room = lostSession(scene);
        assertThat(Scene.texts(scene.iran, room)).hasSizeLessThan(8);
    }

    private static RoomId lostSession(Scene scene) {
        RoomId room = scene.plenary();
        scene.warmUp(room);
        Room there = Scene.room(scene.iran, room);
        scene.iran.store.transact(tx -> {
            there.roster().members().stream()
                    .filter(m -> m.principal().id().equals(scene.israel.id()))
                    .forEach(m -> there.desk.ports.sessions().erase(tx, there.desk.owner, there.address(tx, m)));
            return true;
        });
        for (int i = 0; i < 5; i++) {
            scene.israel.say(room, "line " + i);
            scene.world.settle();
        }
        scene.world.settleOver(Duration.ofMinutes(1), 3);
        return room;
    }
}
