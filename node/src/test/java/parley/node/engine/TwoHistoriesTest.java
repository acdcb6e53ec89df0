package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Bytes;
import parley.base.Result;
import parley.node.desk.Notice;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
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

            int port = talks.relay().port();
            talks.stopRelay();
            Path backup = copy(folder.resolve("relay"), folder.resolve("backup"));
            talks.startRelayAgain(port);
            oman.close();
            iran.say(room, "On one history");
            iran.awaitText(room, "On one history");
            iran.close();
            talks.stopRelay();
            empty(folder.resolve("relay"));
            copy(backup, folder.resolve("relay"));
            talks.startRelayAgain(port);
            oman.restart();
            oman.say(room, "On the other");
            oman.awaitText(room, "On the other");
            iran.restart();

            for (TestNode node : List.of(iran, oman)) {
                node.awaitTrue(
                        "the room to freeze",
                        now -> now.rooms().room(room).orElseThrow().condition() instanceof Rooms.Condition.Frozen);
                Bytes file = node.desk().rooms().relayFault(room).orThrow();
                RelayFault fault = RelayFault.ofFile(file).orElseThrow();
                assertThat(fault.holds()).isTrue();
                assertThat(fault.relayKey()).isEqualTo(talks.relay().key());
                assertThat(node.desk().rooms().room(room).orElseThrow().notices())
                        .extracting(Notice::key)
                        .contains("alarm.relay-two-heads", "alarm.histories-differ");
            }
        }
    }

    private static Path copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path one : all.toList()) {
                Path there = to.resolve(from.relativize(one).toString());
                if (Files.isDirectory(one)) {
                    Files.createDirectories(there);
                } else {
                    Files.copy(one, there);
                }
            }
        }
        return to;
    }

    private static void empty(Path dir) throws IOException {
        try (Stream<Path> all = Files.walk(dir)) {
            for (Path one : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
    }
}
