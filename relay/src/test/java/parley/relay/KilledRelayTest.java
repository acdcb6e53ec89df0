package parley.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Bytes;
import parley.base.Head;
import parley.protocol.port.Relay;
import parley.protocol.port.Relay.Answer;
import parley.protocol.port.RelayAddress;
import parley.protocol.port.SignedHead;
import parley.relay.client.HttpRelay;

/** A real relay process, killed with kill -9 in the middle of load. */
class KilledRelayTest {
    private static final int WRITERS = 16;
    private static final int KILLS = 3;
    private static final int MOST_SECONDS = 300;

    @TempDir
    Path folder;

    private record Running(Process process, RelayAddress address) {
        static Running start(Path folder) throws IOException {
            Process process = RelayProgram.start(folder);
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String line = out.readLine();
            assertThat(line).as("the relay's first line").startsWith("listening 127.0.0.1:");
            return new Running(
                    process,
                    RelayAddress.parse(line.substring("listening ".length())).orThrow());
        }

        void kill() throws InterruptedException {
            process.destroyForcibly();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void what_was_acknowledged_before_a_kill_stands_after_it() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        TestKey.into(folder);
        Map<Bytes, Head> acknowledged = new ConcurrentHashMap<>();
        TestLog log = TestLog.of("room");
        for (int life = 0; life < KILLS; life++) {
            Running running = Running.start(folder);
            try (HttpRelay relay = HttpRelay.to(running.address(), Optional.empty())) {
                log.createAt(relay);
                verify(relay, log, acknowledged, seed);
                CountDownLatch enough = new CountDownLatch(100 + random.nextInt(200));
                List<Thread> writers = new ArrayList<>();
                for (int i = 0; i < WRITERS; i++) {
                    String name = "life " + life + " writer " + i;
                    writers.add(Thread.ofVirtual().start(() -> write(running, relay, log, name, acknowledged, enough)));
                }
                assertThat(enough.await(MOST_SECONDS, TimeUnit.SECONDS))
                        .as("so much was acknowledged")
                        .isTrue();
                running.kill();
                for (Thread writer : writers) {
                    writer.join();
                }
            } finally {
                running.process().destroyForcibly();
            }
        }
        Running running = Running.start(folder);
        try (HttpRelay relay = HttpRelay.to(running.address(), Optional.empty())) {
            verify(relay, log, acknowledged, seed);
        } finally {
            running.kill();
        }
    }

    private static void write(
            Running running,
            HttpRelay relay,
            TestLog log,
            String name,
            Map<Bytes, Head> acknowledged,
            CountDownLatch enough) {
        for (int n = 0; ; n++) {
            Bytes entry = TestLog.entry(name + " entry " + n);
            Answer<SignedHead> answer = log.append(relay, entry);
            if (answer instanceof Answer.Given<SignedHead>(SignedHead head)) {
                acknowledged.put(entry, head.head());
                enough.countDown();
            } else if (answer instanceof Answer.Silent<SignedHead>
                    && !running.process().isAlive()) {
                return; // Killed: it may or may not stand.
            }
        }
    }

    private static void verify(HttpRelay relay, TestLog log, Map<Bytes, Head> acknowledged, long seed) {
        List<Bytes> entries = new ArrayList<>();
        Relay.Page page = log.read(relay, 0);
        while (!page.entries().isEmpty()) {
            entries.addAll(page.entries());
            page = log.read(relay, entries.size());
        }
        assertThat(TestLog.chain(Head.start(log.id()), entries))
                .isEqualTo(page.current().head());
        assertThat(entries).as("seed %d", seed).doesNotHaveDuplicates();
        acknowledged.forEach((entry, head) -> assertThat(entries.get((int) head.position() - 1))
                .as("seed %d, position %d", seed, head.position())
                .isEqualTo(entry));
    }

    @Test
    void a_second_process_on_the_same_folder_is_refused() throws Exception {
        Running first = Running.start(folder);
        try {
            Process second = RelayProgram.start(folder);
            assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(second.exitValue()).isEqualTo(RelayMain.REFUSED);
        } finally {
            first.kill();
        }
    }

    @Test
    void a_relay_that_is_told_to_end_ends_cleanly() throws Exception {
        Running running = Running.start(folder);
        running.process().getOutputStream().close();
        assertThat(running.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(running.process().exitValue()).isEqualTo(RelayMain.DONE);
    }
}
