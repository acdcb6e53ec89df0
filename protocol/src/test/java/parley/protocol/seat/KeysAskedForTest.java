package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.RoomId;
import parley.base.Secret;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.TestFold;
import parley.protocol.inbox.InboxMessage.KeyGiven;
import parley.protocol.port.RoomFold.ChangeKind;

/** Which keys a member gives whoever asks, and which it takes from anybody (protocol.md, "Folding": wanted). */
class KeysAskedForTest {
    private final Scene scene = new Scene();
    private final RoomId room = scene.plenary();

    private EntryRecord record(Actor at, int epoch, long position) {
        Room there = Scene.room(at, room);
        return at.act((s, tx) -> there.entries.record(tx, there.past(tx, epoch).orElseThrow(), position));
    }

    private Optional<Secret> key(Actor at, int epoch, long position) {
        Room there = Scene.room(at, room);
        return at.act((s, tx) -> there.entries
                .opened(tx, there.past(tx, epoch).orElseThrow(), position)
                .map(Opened::key));
    }

    private void gives(Actor to, long position, Secret key) {
        KeyGiven given = new KeyGiven(room, 0, position, record(to, 0, position).entry(), key);
        to.act((s, tx) -> {
            Scene.room(to, room).wants.given(tx, given);
            return true;
        });
    }

    @Test
    void the_first_entry_of_a_log_is_given_as_any_other() {
        scene.oman.offline = true;
        Forge forge =
                new Forge(scene.oman, room).slot(scene.israel, Forge.Slot.GOOD).slot(scene.iran, Forge.Slot.BAD);
        forge.event = TestFold.text("first of all");
        Forge.place(scene.world, scene.oman, room, forge.entry());
        scene.world.settle();
        assertThat(record(scene.iran, 0, 1).outcome()).isEqualTo(EntryRecord.Outcome.TALK);
        assertThat(Scene.texts(scene.iran, room)).containsExactly("first of all");
    }

    /** Forgotten for good: what others still have would bring it back. */
    @Test
    void what_lapsed_here_is_taken_from_nobody_again() {
        scene.warmUp(room);
        for (long position = 2; position <= 3; position++) {
            Secret key = key(scene.israel, 0, position).orElseThrow();
            long at = position;
            scene.israel.act((s, tx) -> s.lapse(tx, room, at)).orThrow();
            gives(scene.israel, at, key);
            assertThat(key(scene.israel, 0, at)).as("of %s", at).isEmpty();
        }
    }

    @Test
    void who_stays_is_given_the_key_of_the_end_by_who_went_on() {
        scene.warmUp(room);
        scene.iran.offline = true;
        scene.change(room, ChangeKind.REFRESH, scene.oman);
        long end = Scene.room(scene.oman, room).current().opening.end().position();
        forgetsItsSlots(scene.iran);
        scene.iran.offline = false;
        scene.world.settle();
        scene.world.settleOver(Scene.STEP, 3);
        assertThat(scene.iran.room(room).epoch()).isEqualTo(1);
        assertThat(key(scene.iran, 0, end)).isEqualTo(key(scene.oman, 0, end));
    }

    /** As one whose sessions in the room were lost: none of its slots opens. */
    private void forgetsItsSlots(Actor actor) {
        Room there = Scene.room(actor, room);
        actor.act((s, tx) -> {
            there.roster().members().stream()
                    .filter(member -> !s.desk().isMe(member))
                    .forEach(member -> s.desk().ports.sessions().erase(tx, s.desk().owner, there.address(tx, member)));
            return true;
        });
    }
}
