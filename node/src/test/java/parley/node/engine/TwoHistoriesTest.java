package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Bytes;
import parley.base.Result;
import parley.node.desk.Checking;
import parley.node.desk.Notice;
import parley.node.desk.RoomRef;
import parley.protocol.crypto.RelayFault;

/** A relay that is put back to a backup while somebody writes on: real nodes are told, and hold proof for anyone. */
final class TwoHistoriesTest {
    @TempDir
    private Path folder;

    @Test
    void all_are_told_that_histories_differ_and_can_prove_the_relays_fault() throws Exception {
        try (TestTable talks = new TestTable(folder)) {
            TestNode oman = talks.node("oman");
            TestNode iran = talks.node("iran");
            RoomRef room = talks.caucus(oman, iran);
            iran.say(room, "Before");
            oman.awaitText(room, "Before");
            assertThat(oman.desk().rooms().relayFault(room)).isEqualTo(Result.refused("room.no-relay-fault"));

            PutBackRelay.under(folder, talks, room, oman, iran);

            for (TestNode node : List.of(iran, oman)) {
                Bytes file = node.desk().rooms().relayFault(room).orThrow();
                RelayFault fault = RelayFault.ofFile(file).orElseThrow();
                assertThat(fault.holds()).isTrue();
                assertThat(fault.relayKey()).isEqualTo(talks.relay().key());
                Checking.Found checked = node.desk().checking().check(file).orThrow();
                assertThat(checked.holds()).isTrue();
                assertThat(((Checking.Found.RelayFault) checked).tables())
                        .flatExtracting(Checking.Use::rooms)
                        .containsExactly(
                                node.desk().rooms().room(room).orElseThrow().name());
                assertThat(node.desk().rooms().room(room).orElseThrow().notices())
                        .extracting(Notice::key)
                        .contains("alarm.relay-two-heads", "alarm.histories-differ");
            }
        }
    }
}
