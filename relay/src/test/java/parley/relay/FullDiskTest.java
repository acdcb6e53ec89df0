package parley.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static parley.relay.TestLog.given;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.Refusal;
import parley.base.Result;
import parley.protocol.port.Relay.Answer;
import parley.protocol.port.Relay.Why;
import parley.protocol.port.SignedHead;
import parley.relay.client.HttpRelay;

/**
 * A disk of a few megabytes that is really full: a file system in memory, for which a test must be allowed to mount one;
 * elsewhere these are left out. {@code LogStoreTest} holds the same of the store alone, everywhere.
 */
class FullDiskTest {
    private static final int ENTRY_BYTES = 20_000;

    @TempDir
    Path folder;

    private Path disk;
    private Path filler;

    @BeforeEach
    void mount() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        filler = disk.resolve("filler");
        assumeTrue(ran("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", disk.toString()), "no right to mount");
    }

    @AfterEach
    void unmount() throws Exception {
        ran("umount", disk.toString());
    }

    private static boolean ran(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private RelayServer start() {
        return RelayServer.start(RelayConfig.of(disk, "127.0.0.1", 0)).orThrow();
    }

    private static Bytes entry(int n) {
        byte[] bytes = new byte[ENTRY_BYTES];
        new Random(n).nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    @Test
    void a_full_disk_puts_off_loses_nothing_acknowledged_and_goes_on_when_there_is_room() throws Exception {
        TestKey.into(disk);
        Files.write(filler, new byte[1 << 20]);
        TestLog log = TestLog.of("room");
        List<Bytes> acknowledged = new ArrayList<>();
        try (RelayServer server = start();
                HttpRelay relay = HttpRelay.to(server.address(), Optional.empty())) {
            log.createAt(relay);
            Answer<SignedHead> answer = log.append(relay, entry(0));
            while (answer instanceof Answer.Given<SignedHead>) {
                acknowledged.add(entry(acknowledged.size()));
                answer = log.append(relay, entry(acknowledged.size()));
            }
            assertThat(answer).isEqualTo(new Answer.Declined<SignedHead>(Why.LATER));
            assertThat(log.append(relay, entry(acknowledged.size())))
                    .as("and again, as long as it is full")
                    .isEqualTo(new Answer.Declined<SignedHead>(Why.LATER));
            assertThat(relay.putBlob(log.id(), log.capability(), entry(1)))
                    .isEqualTo(new Answer.Declined<Hash>(Why.LATER));
            assertThat(relay.park(log.capabilityHash(), entry(1))).isEqualTo(new Answer.Declined<Hash>(Why.LATER));
            holds(relay, log, acknowledged);

            Files.delete(filler);
            given(log.append(relay, entry(acknowledged.size())));
            acknowledged.add(entry(acknowledged.size()));
            given(relay.putBlob(log.id(), log.capability(), entry(1)));
            holds(relay, log, acknowledged);
        }
        try (RelayServer server = start();
                HttpRelay relay = HttpRelay.to(server.address(), Optional.empty())) {
            assertThat(server.damages()).isEmpty();
            holds(relay, log, acknowledged);
        }
    }

    @Test
    void a_start_on_a_full_disk_serves_what_is_there() throws Exception {
        TestKey.into(disk);
        TestLog log = TestLog.of("room");
        try (RelayServer server = start();
                HttpRelay relay = HttpRelay.to(server.address(), Optional.empty())) {
            log.createAt(relay);
            given(log.append(relay, entry(0)));
        }
        fill();
        try (RelayServer server = start();
                HttpRelay relay = HttpRelay.to(server.address(), Optional.empty())) {
            holds(relay, log, List.of(entry(0)));
            List<Bytes> acknowledged = new ArrayList<>(List.of(entry(0)));
            Answer<SignedHead> answer = log.append(relay, entry(1)); // There may be room that was made ahead.
            while (answer instanceof Answer.Given<SignedHead>) {
                acknowledged.add(entry(acknowledged.size()));
                answer = log.append(relay, entry(acknowledged.size()));
            }
            assertThat(answer).isEqualTo(new Answer.Declined<SignedHead>(Why.LATER));
            holds(relay, log, acknowledged);
        }
    }

    @Test
    void the_first_start_on_a_full_disk_is_refused_in_a_sentence() throws Exception {
        fill();
        assertThat(RelayServer.start(RelayConfig.of(disk, "127.0.0.1", 0)))
                .isEqualTo(new Result.Refused<RelayServer>(new Refusal("relay.disk-full", List.of(disk.toString()))));
    }

    private void fill() throws IOException {
        try {
            Files.write(filler, new byte[4 << 20]);
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private static void holds(HttpRelay relay, TestLog log, List<Bytes> entries) {
        List<Bytes> read = new ArrayList<>();
        var page = log.read(relay, 0);
        while (!page.entries().isEmpty()) {
            read.addAll(page.entries());
            page = log.read(relay, read.size());
        }
        assertThat(read).isEqualTo(entries);
        assertThat(page.current().head()).isEqualTo(TestLog.chain(Head.start(log.id()), entries));
    }
}
