package parley.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.relay.TestLog.given;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Until;
import parley.protocol.port.Relay.Answer;
import parley.protocol.port.Relay.Why;
import parley.protocol.port.SignedHead;
import parley.relay.client.HttpRelay;

/** What all members released leaves the disk of a relay that goes on running, and nothing else does. */
class SweptRelayTest extends OneRelay {
    @Test
    void released_by_all_a_log_leaves_the_folder_of_a_running_relay() throws Exception {
        server.close();
        server = RelayServer.start(RelayConfig.of(folder, "127.0.0.1", 0).sweepingEvery(Duration.ofMillis(50)))
                .orThrow();
        relay.close();
        relay = HttpRelay.to(server.address(), Optional.empty());
        TestLog log = TestLog.of("room");
        TestLog other = TestLog.of("other room");
        for (TestLog one : List.of(log, other)) {
            one.createAt(relay);
            given(one.append(relay, TestLog.entry("words of " + one.id().toHex())));
            given(relay.putBlob(
                    one.id(), one.capability(), Bytes.utf8("file of " + one.id().toHex())));
        }
        given(relay.release(log.id(), log.capability(), Hash.of("token of one"), 2));
        assertThat(holds(log)).isTrue();
        assertThat(relay.release(log.id(), log.capability(), Hash.of("token of the other"), 2))
                .isEqualTo(new Answer.Declined<SignedHead>(Why.GONE));
        Until.holds("the log to leave the folder", () -> !holds(log));
        assertThat(holds(other)).isTrue();
        assertThat(other.read(relay, 0).entries()).hasSize(1);
    }

    @Test
    void the_folders_of_files_of_all_gone_logs_go_at_one_sweep() throws Exception {
        List<TestLog> logs = List.of(TestLog.of("one"), TestLog.of("two"), TestLog.of("three"));
        for (TestLog one : logs) {
            one.createAt(relay);
            given(relay.putBlob(one.id(), one.capability(), Bytes.utf8("file")));
            var unused = relay.release(one.id(), one.capability(), Hash.of("token"), 1);
        }
        server.close();
        relay.close();
        server = RelayServer.start(RelayConfig.of(folder, "127.0.0.1", 0)).orThrow();
        relay = HttpRelay.to(server.address(), Optional.empty());
        Path blobs = folder.resolve("blobs");
        Until.holds("the folders of files to go", () -> !holdsAny(blobs));
    }

    private static boolean holdsAny(Path folder) throws IOException {
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.findAny().isPresent();
        }
    }

    /** Whether any file of the relay still holds the log's words or blocks. */
    private boolean holds(TestLog log) throws IOException {
        String name = log.id().toHex();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (file.toString().contains(name)
                        || new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(name)) {
                    return true;
                }
            }
            return false;
        } catch (UncheckedIOException | NoSuchFileException e) {
            return true; // A file went while it was looked for.
        }
    }
}
