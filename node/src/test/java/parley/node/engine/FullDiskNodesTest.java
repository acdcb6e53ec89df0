package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Bytes;
import parley.base.Ok;
import parley.base.Result;
import parley.node.desk.RoomRef;
import parley.protocol.port.Key;

/** Real nodes whose disk takes nothing more for a while. */
final class FullDiskNodesTest {
    private static final Key ANY = Key.of("desk/any");

    /** More than anything presses a button while a node loads. */
    private static final int ACTS = 50;

    /** One load at once, and those of rests of which the second is twice as long: never one an act. */
    private static final int MOST_LOADS = 10;

    /** So that who waited for news comes back while the node rests. */
    private static final Duration WAIT = Duration.ofSeconds(1);

    /** Of some seconds and three logs, each asked once a wait or a pause. A node without pauses makes thousands. */
    private static final int MOST_CALLS = 300;

    @TempDir
    private Path folder;

    @Test
    void a_node_whose_disk_is_full_neither_loads_nor_asks_its_relay_without_pause_and_goes_on_when_there_is_room()
            throws Exception {
        try (TestTable talks = new TestTable(folder)) {
            AskedRelays watched = AskedRelays.waitingAtMost(WAIT);
            TestNode oman = talks.node("oman", watched);
            TestNode iran = talks.node("iran");
            RoomRef room = talks.caucus(oman, iran);
            iran.say(room, "Before.");
            oman.awaitText(room, "Before.");

            oman.onDisk("CREATE TRIGGER full BEFORE INSERT ON cell BEGIN SELECT RAISE(ABORT, 'full'); END");
            int before = oman.loads();
            for (int i = 0; i < ACTS; i++) {
                assertThat(TestTable.keyOf(write(oman, i))).isEqualTo("vault.failed");
            }
            int loads = oman.loads();
            assertThat(loads - before).as("loads of the whole vault").isLessThan(MOST_LOADS);

            watched.forget();
            iran.say(room, "What Oman can't keep.");
            oman.awaitTrue("two more attempts", _ -> oman.loads() >= loads + 2);
            assertThat(watched.seen().size()).as("calls of the relay").isLessThan(MOST_CALLS);
            assertThat(oman.texts(room)).containsExactly("Before.");

            oman.onDisk("DROP TRIGGER full");
            oman.awaitText(room, "What Oman can't keep.");
            oman.awaitTrue("acts to be done again", _ -> write(oman, ACTS) instanceof Result.Done<Ok>);
        }
    }

    private static Result<Ok> write(TestNode node, int what) {
        return node.modified(work -> {
            work.tx.put(ANY, Bytes.utf8("what was pressed " + what));
            return Ok.done();
        });
    }
}
