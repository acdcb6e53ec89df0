package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.Key;
import parley.protocol.port.PassingTx;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.protocol.port.Tx;
import parley.protocol.room.RosterMember;

/** What a node gives keys of that waits for a key itself (protocol.md, "Folding"). */
class WaitingGiverTest {
    private final Scene scene = new Scene();
    private final RoomId room = scene.plenary();

    /**
     * Iran is asked to be renewed while it waits, so that nobody gives it a key any more until it is back; and nobody takes it back before
     * the key of its own last words was had from it.
     */
    @Test
    void a_renewed_node_that_waits_gives_the_key_of_its_own_words_and_is_taken_back() {
        scene.warmUp(room);
        losesSession(scene.iran, scene.oman);
        losesSession(scene.israel, scene.iran);
        scene.israel.offline = true;
        scene.oman.say(room, "closed to Iran");
        scene.oman.send(scene.world);
        scene.oman.offline = true;
        scene.world.settle();
        scene.iran.say(room, "by Iran's key or never");
        scene.world.settle();
        assertThat(scene.iran.room(room).waitingAt()).isPresent();
        Bytes file = Actor.done(scene.iran.act((s, tx) -> s.askForRenewal(tx, false)))
                .file();
        scene.oman.offline = false;
        scene.israel.offline = false;
        Actor.done(scene.oman.act((s, tx) -> s.meet(tx, file)));
        scene.world.settleOver(Scene.STEP, 4);
        assertThat(Scene.texts(scene.oman, room)).contains("by Iran's key or never");
        assertThat(Scene.texts(scene.israel, room)).contains("by Iran's key or never");
        scene.change(room, ChangeKind.RENEW, scene.iran);
        assertThat(scene.iran.room(room).condition()).isEqualTo(SeatRoom.Condition.OPEN);
        assertThat(scene.iran.room(room).epoch()).isEqualTo(1);
    }

    /** Israel can't open the end before its words, and so doesn't know that they are late; but it sees that they may be. */
    @Test
    void who_waits_at_an_end_gives_nobody_the_key_of_what_stands_behind_it() {
        scene.warmUp(room);
        scene.ratify(room, ChangeKind.REMOVE, scene.iran, scene.oman, scene.israel);
        scene.israel.send(scene.world);
        scene.israel.read(scene.world);
        losesSession(scene.iran, scene.israel);
        scene.israel.say(room, "late");
        scene.oman.read(scene.world);
        scene.oman.send(scene.world);
        scene.israel.send(scene.world);
        losesSession(scene.israel, scene.oman);
        scene.israel.read(scene.world);
        scene.oman.offline = true;
        scene.world.settle();
        Epoch epoch = Scene.room(scene.iran, room).epoch(0).orElseThrow();
        long late = epoch.read.position();
        assertThat(scene.israel.room(room).waitingAt()).hasValue(late - 1);
        Scene.send(scene.iran, scene.israel, new InboxMessage.Want(room, 0, late, entry(scene.iran, late)));
        scene.world.settle();
        assertThat(opens(scene.israel, late)).isTrue();
        assertThat(opens(scene.iran, late)).isFalse();
    }

    @Test
    void a_key_that_comes_late_brings_back_nothing_that_stood_behind_the_end() {
        assertStaysForgotten(ChangeKind.REFRESH, scene.oman, scene.oman, 1, SeatRoom.Condition.OPEN);
    }

    @Test
    void a_key_brings_nothing_back_in_a_room_that_was_left() {
        assertStaysForgotten(ChangeKind.REMOVE, scene.iran, scene.iran, 0, SeatRoom.Condition.LEFT);
    }

    /** Israel's words stand behind the end, and a member gives their key to one who has forgotten them. */
    private void assertStaysForgotten(
            ChangeKind kind, Actor subject, Actor at, int epoch, SeatRoom.Condition condition) {
        scene.warmUp(room);
        scene.ratify(room, kind, subject, scene.oman, scene.israel);
        scene.israel.send(scene.world);
        scene.israel.read(scene.world);
        scene.israel.say(room, "late");
        Unplaced said = Scene.room(scene.israel, room).state.unplaced.orElseThrow();
        scene.oman.read(scene.world);
        scene.oman.send(scene.world);
        scene.israel.send(scene.world);
        scene.iran.offline = at != scene.iran; // while it has yet to follow the others keep the log
        scene.world.settle();
        assertThat(at.room(room).epoch()).isEqualTo(epoch);
        assertThat(at.room(room).condition()).isEqualTo(condition);
        long late = at.act((s, tx) -> {
                    Room here = Scene.room(at, room);
                    return here.entries.placeOf(tx, here.epoch(0).orElseThrow(), said.hash());
                })
                .orElseThrow();
        assertThat(opens(at, late)).isFalse();
        at.act((s, tx) -> {
            Scene.room(at, room).wants.given(tx, new InboxMessage.KeyGiven(room, 0, late, said.hash(), said.key()));
            return true;
        });
        assertThat(opens(at, late)).isFalse();
    }

    /** Whoever waits is asked again and again, and each asking would read all that stands behind it. */
    @Test
    void who_waits_looks_for_an_end_behind_its_fold_once() {
        scene.warmUp(room);
        losesSession(scene.israel, scene.oman);
        losesSession(scene.iran, scene.oman);
        scene.oman.say(room, "closed to both");
        scene.oman.send(scene.world);
        scene.oman.offline = true;
        for (int i = 0; i < MANY; i++) {
            scene.iran.say(room, "behind it " + i);
            scene.world.settle();
        }
        Epoch epoch = Scene.room(scene.israel, room).current();
        assertThat(epoch.read.position()).isEqualTo(epoch.folded + 1 + MANY);
        epoch.turnsAhead = 1; // as where one stands still farther behind
        assertThat(readsAtAsking(epoch.read.position())).isGreaterThan(MANY);
        assertThat(readsAtAsking(epoch.read.position())).isLessThan(MANY);
    }

    private static final int MANY = 40;

    private int readsAtAsking(long position) {
        var want = new InboxMessage.Want(room, 0, position, entry(scene.israel, position));
        return scene.israel.act((s, tx) -> {
            Counting counting = new Counting(tx);
            Scene.room(scene.israel, room).wants.asked(counting, Scene.peer(scene.israel, scene.iran), want);
            return counting.reads;
        });
    }

    private static final class Counting extends PassingTx {
        int reads;

        Counting(Tx real) {
            super(real);
        }

        @Override
        public Optional<Bytes> get(Key key) {
            reads++;
            return super.get(key);
        }
    }

    /** With the next hello it would come back; until then nothing of the other opens in this room. */
    private void losesSession(Actor of, Actor with) {
        of.act((s, tx) -> {
            Room here = Scene.room(of, room);
            RosterMember member = here.roster().member(with.id()).orElseThrow();
            here.desk.ports.sessions().erase(tx, here.desk.owner, here.address(tx, member));
            return true;
        });
    }

    private Hash entry(Actor at, long position) {
        return at.act((s, tx) -> {
            Room here = Scene.room(at, room);
            return here.entries
                    .record(tx, here.epoch(0).orElseThrow(), position)
                    .entry();
        });
    }

    private boolean opens(Actor at, long position) {
        return at.act((s, tx) -> {
            Room here = Scene.room(at, room);
            return here.entries
                    .opened(tx, here.epoch(0).orElseThrow(), position)
                    .isPresent();
        });
    }
}
