package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.RoomId;
import parley.protocol.inbox.InboxMessage.ReceiptSent;

/** How often a key is asked for that nobody has, or nobody who is here (protocol.md, "A node as a state machine"). */
class WantedAgainTest {
    private final Scene scene = new Scene();
    private final RoomId room = scene.plenary();

    WantedAgainTest() {
        scene.warmUp(room);
        scene.oman.offline = true;
        Forge.place(scene.world, scene.oman, room, new Forge(scene.oman, room).entry());
        scene.world.settle();
    }

    @Test
    void an_entry_that_nobody_can_open_is_asked_for_some_thirty_times_a_day_and_not_each_minute() {
        scene.world.wakeOver(Duration.ofMinutes(1), 24 * 60);

        assertThat(scene.israel.room(room).waitingAt()).hasValue(4);
        assertThat(mailFor()).isBetween(40L, 80L);
    }

    @Test
    void who_is_heard_after_hours_of_silence_is_asked_at_once() {
        silentForHours();

        scene.iran.tick();
        scene.iran.send(scene.world);
        scene.israel.read(scene.world);

        assertThat(scene.israel.seat().sendings()).hasSize(2);
    }

    @Test
    void so_is_who_writes_in_the_room() {
        silentForHours();

        Scene.say(scene.iran, room, "back again");
        scene.iran.seat().sendings().stream()
                .filter(sending -> sending instanceof Sending.Append append
                        && append.log().equals(scene.iran.room(room).log().id()))
                .forEach(sending -> scene.world.send(scene.iran, sending));
        scene.israel.read(scene.world);

        assertThat(scene.israel.seat().sendings()).hasSize(2);
    }

    @Test
    void so_is_whose_receipt_comes() {
        silentForHours();

        scene.israel.act((s, tx) -> {
            ReceiptSent receipt = new ReceiptSent(room, 0, scene.iran.room(room).head(), Optional.empty());
            Scene.room(scene.israel, room).receipts.received(tx, Scene.peer(scene.israel, scene.iran), receipt);
            return true;
        });
        scene.israel.tick();

        assertThat(scene.israel.seat().sendings()).hasSize(2);
    }

    private void silentForHours() {
        scene.iran.offline = true;
        scene.world.wakeOver(Duration.ofMinutes(1), 11 * 60 + 30);
        assertThat(nextAsking()).isAfter(scene.world.clock.instant().plus(Duration.ofMinutes(5)));
        assertThat(scene.israel.seat().sendings()).isEmpty();
    }

    private Instant nextAsking() {
        return Scene.room(scene.israel, room).wants.nextAsking().orElseThrow();
    }

    /** Of both who wait. */
    private long mailFor() {
        return scene.world
                .relay
                .entries(Scene.peer(scene.israel, scene.oman).inbox.log().id())
                .size();
    }
}
