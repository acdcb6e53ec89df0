package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Bytes;
import parley.base.Ok;
import parley.base.Result;
import parley.base.Role;
import parley.base.TableId;
import parley.node.desk.NodeGate;
import parley.node.desk.RoomRef;
import parley.protocol.port.Key;
import parley.protocol.port.Relay;
import parley.protocol.port.Relay.Answer;
import parley.protocol.seat.Seat;
import parley.talks.message.MessageKind;

/** Real nodes whose memory was thrown away, because an act failed, and loaded again from the vault. */
final class LoadedAnewNodesTest {
    /** Which tables there are. */
    private static final Key LEDGER = Key.of("desk/tables");

    /** What a Process reads, and no loading does. */
    private static final Key BROUGHT = Key.of("desk/brought-waiting");

    private static final Duration BETWEEN = Duration.ofMillis(20);

    @TempDir
    private Path folder;

    @Test
    void after_an_act_that_failed_words_go_out_without_waiting_for_the_relay_to_have_news() throws Exception {
        try (TestTable talks = new TestTable(folder)) {
            TestNode oman = talks.node("oman", new AskedRelays(LoadedAnewNodesTest::onlyNews));
            TestNode iran = talks.node("iran");
            RoomRef room = talks.caucus(oman, iran);
            oman.say(room, "Before.");
            iran.awaitText(room, "Before.");
            oman.awaitText(room, "Before.");

            undone(oman);

            oman.say(room, "After.");
            iran.awaitText(room, "After.");
        }
    }

    @Test
    void an_act_that_ends_in_an_error_leaves_nothing_in_memory_that_the_disk_has_not() throws Exception {
        try (TestTable talks = new TestTable(folder)) {
            TestNode oman = talks.node("oman");
            TestNode iran = talks.node("iran");
            RoomRef room = talks.caucus(oman, iran);
            Result<Ok> failed = oman.modified(work -> {
                Seat seat = work.seat(room.table()).orElseThrow();
                seat.say(
                                work.tx,
                                room.room(),
                                TestNode.said(MessageKind.STATEMENT, "Never kept.")
                                        .encoded(),
                                work.now)
                        .orThrow();
                throw new StackOverflowError("for this test");
            });

            assertThat(TestTable.keyOf(failed)).isEqualTo("node.fault");
            oman.say(room, "After.");
            iran.awaitText(room, "After.");
            assertThat(iran.texts(room)).containsExactly("After.");
        }
    }

    @Test
    void a_vault_that_can_not_be_loaded_opens_no_empty_desk_and_says_why() throws Exception {
        try (TestTable talks = new TestTable(folder)) {
            TestNode oman = talks.node("oman");
            var unused = talks.open(oman, "Oman", Role.MEDIATOR);
            oman.modified(work -> {
                        work.tx.put(LEDGER, Bytes.utf8("no ledger"));
                        return Ok.done();
                    })
                    .orThrow();
            NodeGate gate = oman.node().gate();
            gate.lock();

            assertThat(TestTable.keyOf(gate.unlock(TestNode.passphrase()))).isEqualTo("vault.damaged-cell");
            assertThat(gate.state()).isInstanceOf(NodeGate.State.Unusable.class);
            assertThat(gate.desk()).isEmpty();
        }
    }

    @Test
    void while_the_vault_can_not_be_loaded_acts_are_refused_with_the_reason_and_go_on_when_it_can() throws Exception {
        try (TestTable talks = new TestTable(folder)) {
            TestNode oman = talks.node("oman");
            TestNode iran = talks.node("iran");
            RoomRef room = talks.caucus(oman, iran);
            Bytes ledger = oman.modified(work -> Result.done(work.tx.get(LEDGER).orElseThrow()))
                    .orThrow();
            put(oman, Bytes.utf8("no ledger"));

            undone(oman);
            assertThat(TestTable.keyOf(oman.desk().messages().send(room, TestNode.message("Lost?"))))
                    .isEqualTo("vault.damaged-cell");
            assertThat(oman.desk().rooms().room(room))
                    .as("what was shown stays")
                    .isPresent();

            put(oman, ledger);
            oman.say(room, "Not lost.");
            iran.awaitText(room, "Not lost.");
        }
    }

    @Test
    void what_a_process_could_not_do_is_tried_again_before_anything_else_happens() throws Exception {
        try (TestTable talks = new TestTable(folder)) {
            TestNode oman = talks.node("oman");
            TableId table = talks.open(oman, "Oman", Role.MEDIATOR);
            Key read = BROUGHT.with(table.hash());
            oman.vault().transact(tx -> {
                tx.put(read, Bytes.utf8("no list"));
                return true;
            });
            int loads = oman.loads();
            oman.desk().tables().rename(table, "Quay").orThrow();
            oman.awaitTrue("two more tries", _ -> oman.loads() >= loads + 3);
        }
    }

    /** An act that ends with nothing kept, so that all is loaded anew. */
    private static void undone(TestNode node) {
        Result<Ok> failed = node.modified(work -> Result.done(work.must(Result.refused("room.unknown"))));
        assertThat(TestTable.keyOf(failed)).isEqualTo("room.unknown");
    }

    /** Past the engine, whose seats it may not be able to load. */
    private static void put(TestNode node, Bytes ledger) {
        node.vault().transact(tx -> {
            tx.put(LEDGER, ledger);
            return true;
        });
    }

    /** Who waits there for more is answered only when there is more. */
    private static Object onlyNews(AskedRelays.Call call) throws Throwable {
        if (call.waits().isZero()) {
            return call.answer();
        }
        AskedRelays.Call now = call.waiting(Duration.ZERO);
        while (true) {
            Object answer = now.answer();
            boolean nothing = answer instanceof Answer.Given<?>(Relay.Page page)
                    && page.entries().isEmpty();
            if (!nothing || Thread.currentThread().isInterrupted()) {
                return answer;
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
    }
}
