package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.room.RosterMember;

/** A hello that comes again finds a vault that was put back to before its words: its answer must not take the place of their key. */
class RestoredHelloTest {
    @Test
    void words_whose_key_the_restored_vault_has_lost_are_still_read_by_whom_they_were_for() {
        Scene scene = new Scene();
        RoomId room = scene.world.room(4, scene.oman, scene.iran);
        scene.oman.say(room, "Oman is here");
        scene.world.settle();
        scene.iran.say(room, "Iran is here");
        scene.world.settle();
        Actor restored = scene.cloneOf(scene.iran);
        restored.offline = true;
        scene.oman.offline = true;
        scene.iran.say(room, "only Oman can read this");
        scene.world.settle();
        scene.iran.offline = true;
        helloAgain(scene.oman, scene.iran, room);
        scene.oman.send(scene.world);
        restored.offline = false;
        scene.world.settle();
        scene.oman.offline = false;
        scene.world.settle();
        scene.world.settleOver(Scene.STEP, 5);
        assertThat(restored.room(room).condition()).isEqualTo(SeatRoom.Condition.FROZEN);
        assertThat(Scene.texts(scene.oman, room)).contains("only Oman can read this");
        assertThat(scene.oman.room(room).waitingAt()).isEmpty();
    }

    /** Not answered before our log was read; after it, by itself, and after a crash in between too. */
    @Test
    void a_hello_is_answered_once_the_log_was_read() {
        Scene scene = new Scene();
        RoomId room = scene.world.room(4, scene.oman, scene.iran);
        scene.iran.restart();
        helloAgain(scene.oman, scene.iran, room);
        scene.oman.send(scene.world);
        readInboxes(scene);
        assertThat(helloAt(scene.iran, scene.oman, room)).isEmpty();
        assertThat(scene.iran.seat().sendings()).isEmpty();
        scene.iran.restart();
        scene.world.settle();
        assertThat(helloAt(scene.iran, scene.oman, room)).isPresent();
    }

    private static void readInboxes(Scene scene) {
        var inboxes = scene.iran.seat().readings().stream()
                .filter(reading ->
                        scene.iran.seat().desk().mailbox.owns(reading.log().id()))
                .toList();
        for (var reading : inboxes) {
            var page = scene.world.relay.read(
                    reading.log().id(), reading.capability(), reading.after(), reading.most(), java.time.Duration.ZERO);
            scene.iran.act((s, tx) -> {
                s.took(tx, reading, page);
                return true;
            });
        }
    }

    private static Optional<java.time.Instant> helloAt(Actor of, Actor other, RoomId room) {
        return Scene.room(of, room).state.link(other.id()).orElseThrow().helloAt;
    }

    /** As when the answer to the first one was lost with the relay's inbox. */
    private static void helloAgain(Actor from, Actor to, RoomId id) {
        from.act((s, tx) -> {
            Room room = Scene.room(from, id);
            RosterMember member = room.roster().member(to.id()).orElseThrow();
            var hello = new InboxMessage.Hello(id, room.own.card().hash());
            room.desk.post.over(tx, room.address(tx, member), room.peer(to.id()).orElseThrow(), hello);
            return true;
        });
    }
}
