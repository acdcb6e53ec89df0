package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.LogId;
import parley.base.Result;
import parley.base.TableId;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
import parley.node.desk.Tables;
import parley.protocol.port.Relay.Answer;
import parley.protocol.port.Relay.Why;
import parley.talks.rules.RoomKind;

/** A relay that answers every question and takes no word: people see that, and see when it takes them again. */
final class DecliningRelayTest {
    @TempDir
    private Path folder;

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private volatile boolean declining;

    @Test
    void a_relay_that_answers_and_takes_nothing_is_said_to_do_so_until_it_takes_something() throws Exception {
        AskedRelays watched = new AskedRelays(this::declines);
        try (TestTable talks = new TestTable(folder);
                TestNode oman = new TestNode(
                        folder.resolve("oman"), watched, () -> Instant.now().plus(ahead.get()))) {
            TestNode iran = talks.node("iran");
            TableId table = talks.two(oman, iran);
            RoomRef room = TestTable.found(table, "Caucus", RoomKind.CAUCUS, TestTable.ANSWERED, oman, iran);

            LogId log = log(oman, room);
            declining = true;
            watched.forget();
            oman.say(room, "Do you hear us?");
            // It asks again only once it has noted the first answer.
            oman.awaitTrue("the relay to be asked again", _ -> appends(watched, log) > 1);
            assertThat(view(oman, room).takesNothingSince())
                    .as("it may only be holding back")
                    .isEmpty();
            ahead.set(Declines.PATIENCE);
            oman.awaitTrue(
                    "the room to say so",
                    _ -> view(oman, room).takesNothingSince().isPresent());
            assertThat(view(oman, room).staleSince()).as("it answers").isEmpty();
            Tables.Connection line =
                    oman.desk().tables().table(table).orElseThrow().connection();
            assertThat(line.reached()).isTrue();
            assertThat(line.takesNothingSince()).isEqualTo(view(oman, room).takesNothingSince());

            declining = false;
            iran.awaitText(room, "Do you hear us?");
            oman.awaitTrue(
                    "the room to say no more",
                    _ -> view(oman, room).takesNothingSince().isEmpty());
        }
    }

    private static Rooms.RoomView view(TestNode node, RoomRef room) {
        return node.desk().rooms().room(room).orElseThrow();
    }

    private static LogId log(TestNode node, RoomRef room) {
        return node.modified(work -> Result.done(work.seat(room.table())
                        .flatMap(seat -> seat.room(room.room()))
                        .orElseThrow()
                        .log()
                        .id()))
                .orThrow();
    }

    private static long appends(AskedRelays watched, LogId log) {
        return watched.seen().stream()
                .filter(one -> one.what().equals("append"))
                .filter(one -> one.log().equals(Optional.of(log)))
                .count();
    }

    private Object declines(AskedRelays.Call call) throws Throwable {
        return declining && call.what().equals("append") ? new Answer.Declined<>(Why.LATER) : call.answer();
    }
}
