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
import parley.base.Randomness;
import parley.base.RoomId;
import parley.base.Secret;
import parley.protocol.fixture.Actor;
import parley.protocol.fixture.MemoryRelay;
import parley.protocol.fixture.TestFold;
import parley.protocol.inbox.InboxMessage;
import parley.protocol.port.Relay;
import parley.protocol.port.RoomFold.ChangeKind;
import parley.protocol.port.SignedHead;

/** An epoch whose end a relay shows at two places (protocol.md, "Epochs"; attack 23): who learns of it, and when. */
class ForkedEndTest {
    /** A relay that forks one log, and delivers every letter. */
    private record OneLogForked(MemoryRelay honest, MemoryRelay fork, LogId forked) implements Relay {
        private Relay of(LogId log) {
            return log.equals(forked) ? fork : honest;
        }

        @Override
        public Answer<SignedHead> create(Hash readHash, Hash appendHash) {
            return honest.create(readHash, appendHash);
        }

        @Override
        public Answer<SignedHead> append(
                LogId log, Secret capability, Optional<Head> base, Bytes entry, Optional<Head> at) {
            return of(log).append(log, capability, base, entry, at);
        }

        @Override
        public Answer<Page> read(LogId log, Secret capability, long after, int most, Duration wait) {
            return of(log).read(log, capability, after, most, wait);
        }

        @Override
        public Answer<SignedHead> release(LogId log, Secret capability, Hash token, int members) {
            return of(log).release(log, capability, token, members);
        }

        @Override
        public Answer<Hash> putBlob(LogId log, Secret capability, Bytes blob) {
            return honest.putBlob(log, capability, blob);
        }

        @Override
        public Answer<Bytes> getBlob(LogId log, Secret capability, Hash blob) {
            return honest.getBlob(log, capability, blob);
        }

        @Override
        public Answer<Hash> park(Hash locator, Bytes sealed) {
            return honest.park(locator, sealed);
        }

        @Override
        public Answer<Bytes> collect(Hash locator) {
            return honest.collect(locator);
        }
    }

    @Test
    void bothSidesOfAForkedEndAreToldAlsoWhoHadNoEndWhenTheOthersReportedTheirs() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.warmUp(room);
        Bytes change = scene.change(room, ChangeKind.REFRESH, scene.oman, scene.oman);
        scene.oman.say(room, TestFold.propose(ChangeKind.REFRESH, scene.oman.id(), change));
        scene.world.settle();
        scene.israel.say(room, TestFold.consent(Seat.proposal(change)));
        scene.israel.send(scene.world);
        scene.iran.read(scene.world);
        MemoryRelay fork = scene.world.relay.fork();
        LogId log = scene.oman.room(room).log().id();
        scene.world.detour(scene.iran, new OneLogForked(scene.world.relay, fork, log));
        int before = scene.world.relay.entries(log).size();
        scene.world.settle();
        assertThat(scene.oman.room(room).epoch()).isEqualTo(1);
        assertThat(scene.iran.room(room).epoch()).isZero();

        Forge.place(
                fork,
                scene.iran,
                room,
                Randomness.system().bytes(Scene.room(scene.oman, room).size().bytes()));
        List<Bytes> ending = scene.world.relay.entries(log);
        ending.subList(before, ending.size()).forEach(entry -> Forge.place(fork, scene.iran, room, entry));
        scene.world.settle();

        for (Actor actor : List.of(scene.oman, scene.israel, scene.iran)) {
            assertThat(actor.alarms()).as(actor.name).contains(Fact.AlarmKind.OPENING_DIFFERS);
        }
    }

    /** Those who stayed by the one end owe a member whom it removed nothing more, and keep its log no longer: its word of the other end still counts. */
    @Test
    void bothSidesAreToldAlsoWhereOneEndRemovesAMemberAndTheLogWasLetGoBeforeItReportsTheOther() {
        Scene scene = new Scene();
        RoomId room = scene.plenary();
        scene.warmUp(room);
        Bytes refresh = scene.change(room, ChangeKind.REFRESH, scene.oman, scene.oman);
        scene.oman.say(room, TestFold.propose(ChangeKind.REFRESH, scene.oman.id(), refresh));
        scene.world.settle();
        Bytes removal = scene.change(room, ChangeKind.REMOVE, scene.iran, scene.oman);
        scene.oman.say(room, TestFold.propose(ChangeKind.REMOVE, scene.iran.id(), removal));
        scene.world.settle();
        LogId log = scene.oman.room(room).log().id();
        scene.world.detour(scene.iran, new OneLogForked(scene.world.relay, scene.world.relay.fork(), log));
        scene.israel.say(room, TestFold.consent(Seat.proposal(removal)));
        scene.world.settle();
        assertThat(scene.oman.room(room).roster()).hasSize(2);
        assertThat(Scene.room(scene.oman, room).epochs)
                .as("the ended log is let go")
                .containsOnlyKeys(1);

        scene.iran.say(room, TestFold.consent(Seat.proposal(refresh)));
        scene.world.settle();
        scene.world.settleOver(Scene.STEP, 10);

        assertThat(scene.iran.room(room).epoch())
                .as("Iran goes on in the other history")
                .isEqualTo(1);
        for (Actor actor : List.of(scene.oman, scene.israel, scene.iran)) {
            assertThat(actor.alarms()).as(actor.name).contains(Fact.AlarmKind.OPENING_DIFFERS);
        }
        int alarms = scene.oman.alarms().size();
        scene.iran.act((s, tx) -> {
            Epoch next = Scene.room(scene.iran, room).current();
            Scene.room(scene.iran, room)
                    .toAll(tx, new InboxMessage.EpochReported(room, 0, next.opening.end(), next.openingHash));
            return true;
        });
        scene.world.settle();
        assertThat(scene.oman.alarms()).as("said again").hasSize(alarms);
    }
}
