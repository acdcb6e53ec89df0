package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.base.RoomId;
import parley.base.Secret;
import parley.protocol.crypto.RelayFault;
import parley.protocol.fixture.Actor;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.Relay;
import parley.protocol.port.SignedHead;

/**
 * A relay that keeps two branches of a room apart for good, and passes mail: nothing but receipts tells of the other branch
 * (protocol.md, "Receipts").
 */
class ForkInReceiptsTest {
    private final Scene scene = new Scene();
    private final RoomId room = scene.plenary();

    /** Iran is shown another history of the room's log, and the inboxes of all. */
    ForkInReceiptsTest() {
        scene.warmUp(room);
        LogId log = scene.iran.room(room).log().id();
        scene.world.detour(scene.iran, new Branching(log, scene.world.relay.fork(), scene.world.relay));
    }

    @Test
    void who_stands_on_the_shorter_branch_is_warned_once_it_is_as_long() {
        says(scene.iran, 1);
        says(scene.oman, 3);
        acknowledges(scene.oman);
        scene.iran.restart();
        assertThat(scene.iran.alarms()).as("it could still be the same history").isEmpty();
        says(scene.iran, 2);
        assertWarned();
    }

    @Test
    void who_hears_of_another_history_without_proof_shows_its_own_to_who_may_have_one() {
        says(scene.iran, 1);
        says(scene.oman, 1);
        Head head = scene.iran.room(room).head();
        Scene.send(scene.iran, scene.oman, new InboxMessage.ReceiptSent(room, 0, head, Optional.empty()));
        scene.world.settle();
        assertThat(scene.oman.alarms()).contains(Fact.AlarmKind.OTHER_HISTORY);
        assertWarned();
    }

    private void says(Actor actor, int times) {
        for (int i = 0; i < times; i++) {
            actor.say(room, "one of " + times + " by " + actor);
            scene.world.settle();
        }
    }

    private void acknowledges(Actor actor) {
        actor.act((s, tx) -> {
            s.receipt(tx, room);
            return true;
        });
        scene.world.settleOver(Receipts.SLOT, 1);
    }

    private void assertWarned() {
        for (Actor actor : List.of(scene.oman, scene.israel, scene.iran)) {
            assertThat(actor.alarms()).as(actor.name).contains(Fact.AlarmKind.HISTORIES_DIFFER);
            assertThat(actor.room(room).condition()).as(actor.name).isEqualTo(SeatRoom.Condition.FROZEN);
            assertThat(actor.facts(Fact.Alarm.class))
                    .as(actor.name)
                    .filteredOn(alarm -> alarm.kind() == Fact.AlarmKind.RELAY_TWO_HEADS)
                    .singleElement()
                    .satisfies(alarm -> assertThat(RelayFault.ofFile(alarm.proof())
                                    .orElseThrow()
                                    .holds())
                            .isTrue());
        }
    }

    /** Another history of one log, and all others as everybody sees them. */
    private record Branching(LogId log, Relay other, Relay all) implements Relay {
        private Relay of(LogId id) {
            return id.equals(log) ? other : all;
        }

        @Override
        public Answer<SignedHead> create(Hash readHash, Hash appendHash) {
            return all.create(readHash, appendHash);
        }

        @Override
        public Answer<SignedHead> append(
                LogId id, Secret capability, Optional<Head> base, Bytes entry, Optional<Head> at) {
            return of(id).append(id, capability, base, entry, at);
        }

        @Override
        public Answer<Page> read(LogId id, Secret capability, long after, int most, Duration wait) {
            return of(id).read(id, capability, after, most, wait);
        }

        @Override
        public Answer<SignedHead> release(LogId id, Secret capability, Hash token, int members) {
            return of(id).release(id, capability, token, members);
        }

        @Override
        public Answer<Hash> putBlob(LogId id, Secret capability, Bytes blob) {
            return of(id).putBlob(id, capability, blob);
        }

        @Override
        public Answer<Bytes> getBlob(LogId id, Secret capability, Hash blob) {
            return of(id).getBlob(id, capability, blob);
        }

        @Override
        public Answer<Hash> park(Hash locator, Bytes sealed) {
            return all.park(locator, sealed);
        }

        @Override
        public Answer<Bytes> collect(Hash locator) {
            return all.collect(locator);
        }
    }
}
