package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Result;
import parley.base.RoomId;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.MemoryRelay;
import parley.protocol.fixture.TestFold;
import parley.protocol.port.RelayAddress;
import parley.protocol.port.RoomFold.ChangeKind;

/** A card that was given long ago, or when the room lay elsewhere, lets nobody in who can't come in by it (protocol.md, "Epochs"). */
class OldCardTest {
    private final Scene scene = new Scene();
    private final RoomId room = scene.plenary();
    private final Actor qatar = scene.guest("Qatar");

    OldCardTest() {
        scene.warmUp(room);
    }

    @Test
    void once_the_keys_behind_it_are_gone_another_is_asked_for() {
        cardFor(scene.oman);
        scene.world.settleOver(Duration.ofDays(61), 1);
        scene.world.settleOver(Duration.ofMinutes(10), 8);
        assertThat(ask(scene.oman)).isEqualTo(Result.refused("room.card-asked", "Qatar"));
        scene.world.settle();
        qatar.joins(room).orThrow();
        scene.world.settle();
        assertComesIn();
    }

    @Test
    void a_clock_that_was_set_back_costs_one_asking_more() {
        scene.world.pass(Duration.ofDays(100));
        cardFor(scene.oman);
        scene.world.pass(Duration.ofDays(-100));
        assertThat(ask(scene.oman).isDone()).isFalse();
        scene.world.settle();
        assertThat(ask(scene.oman).isDone()).as("it came again").isTrue();
        assertComesIn();
    }

    @Test
    void asked_for_where_the_room_lay_before_a_newcomer_gives_the_card_of_then() {
        MemoryRelay elsewhere = new MemoryRelay("elsewhere.test");
        scene.world.add(elsewhere);
        scene.world.pair(scene.israel, qatar);
        cardFor(scene.oman);
        move(elsewhere.address());
        cardFor(scene.israel);
        move(scene.world.relay.address());
        cardFor(scene.israel);
        assertComesIn();
    }

    @Test
    void who_asks_when_a_card_is_old_is_given_another() {
        scene.world.pair(scene.israel, qatar);
        cardFor(scene.oman);
        scene.world.settleOver(Duration.ofDays(50), 1);
        cardFor(scene.israel);
        scene.world.settleOver(Duration.ofDays(15), 1);
        scene.world.settleOver(Duration.ofMinutes(10), 8);
        scene.ratify(room, ChangeKind.ADMIT, qatar, scene.israel, scene.oman);
        scene.world.settle();
        assertIsIn();
    }

    private void cardFor(Actor elder) {
        scene.change(room, ChangeKind.ADMIT, qatar, elder);
    }

    private Result<Bytes> ask(Actor elder) {
        return elder.act((s, tx) -> s.change(tx, room, ChangeKind.ADMIT, qatar.id(), Optional.empty()));
    }

    /** By the card that Oman has. */
    private void assertComesIn() {
        scene.change(room, ChangeKind.ADMIT, qatar);
        assertIsIn();
    }

    private void assertIsIn() {
        scene.world.settleOver(Scene.STEP, 4);
        assertThat(qatar.alarms()).isEmpty();
        assertThat(qatar.seat().room(room)).isPresent();
        qatar.say(room, "Qatar is here");
        scene.world.settleOver(Scene.STEP, 3);
        assertThat(Scene.texts(scene.israel, room)).contains("Qatar is here");
    }

    private void move(RelayAddress relay) {
        Bytes change = scene.oman
                .act((s, tx) -> s.change(tx, room, ChangeKind.MOVE, scene.oman.id(), Optional.of(relay)))
                .orThrow();
        scene.oman.say(room, TestFold.propose(ChangeKind.MOVE, scene.oman.id(), change));
        scene.world.settle();
        scene.israel.say(room, TestFold.consent(Seat.proposal(change)));
        scene.world.settle();
    }
}
