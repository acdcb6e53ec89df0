package parley.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Bytes;
import parley.base.Hash;
import parley.protocol.port.Relay;
import parley.protocol.port.Relay.Answer;
import parley.protocol.port.RelayAddress;
import parley.protocol.port.SignedHead;
import parley.relay.client.HttpRelay;

/**
 * A real relay with little memory, into which a stranger writes until nothing more is taken. Entries are small and rates are
 * high here, so that it takes seconds: what fills the memory is their number.
 */
@Tag("wide")
class FilledRelayTest {
    private static final String HEAP = "-Xmx40m";
    private static final long HEAP_BYTES = 40 << 20;
    private static final int LOGS = 64;

    /** Far fewer than fit, far more than would fit if each took a page. */
    private static final int LEAST_TAKEN = 100_000;

    @TempDir
    Path folder;

    private Process process;
    private RelayAddress address;

    @BeforeEach
    void begin() throws IOException {
        TestKey.into(folder);
        start();
    }

    private void start() throws IOException {
        process = RelayProgram.start(folder, HEAP, RelayProgram.UNHURRIED);
        String line =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        assertThat(line).as("the relay's first line").isNotNull().startsWith("listening ");
        address = RelayAddress.parse(line.substring("listening ".length())).orThrow();
    }

    @AfterEach
    void end() {
        process.destroyForcibly();
    }

    private HttpRelay caller() {
        return HttpRelay.to(address, Optional.empty());
    }

    @Test
    void a_relay_that_a_stranger_filled_takes_no_more_serves_its_readers_and_starts_again() throws Exception {
        TestLog room = TestLog.of("room");
        List<Bytes> said = List.of(TestLog.entry("first"), TestLog.entry("second"));
        try (HttpRelay honest = caller()) {
            room.createAt(honest);
            said.forEach(entry -> TestLog.given(room.append(honest, entry)));
            long taken = fill();
            assertThat(taken).isBetween((long) LEAST_TAKEN, HEAP_BYTES / 4 / 64);
            assertThat(room.read(honest, 0).entries()).isEqualTo(said);
            assertThat(room.append(honest, TestLog.entry("third"))).isEqualTo(new Answer.Declined<>(Relay.Why.LATER));
        }
        process.destroyForcibly().waitFor();
        start();
        try (HttpRelay honest = caller()) {
            assertThat(room.read(honest, 0).entries()).as("after a kill").isEqualTo(said);
            assertThat(room.append(honest, TestLog.entry("third"))).isEqualTo(new Answer.Declined<>(Relay.Why.LATER));
            assertThat(fill()).as("what is taken after a kill").isLessThan(LOGS);
            assertThat(room.read(honest, 0).entries()).isEqualTo(said);
        }
        assertThat(process.isAlive()).isTrue();
    }

    /** Writes into many logs at once until each is told to come later; says how much was taken. */
    private long fill() throws InterruptedException {
        AtomicLong taken = new AtomicLong();
        AtomicLong silent = new AtomicLong();
        try (HttpRelay stranger = caller()) {
            List<Thread> writers = new ArrayList<>();
            for (int i = 0; i < LOGS * 8; i++) {
                TestLog log = TestLog.of("of a stranger " + i % LOGS);
                stranger.create(log.capabilityHash(), log.capabilityHash());
                Hash writer = Hash.of("test-writer", Hash.number(i), Hash.number(System.nanoTime()));
                writers.add(Thread.ofVirtual().start(() -> write(stranger, log, writer, taken, silent)));
            }
            for (Thread writer : writers) {
                writer.join();
            }
        }
        assertThat(silent).as("calls without an answer").hasValue(0);
        return taken.get();
    }

    private static void write(HttpRelay relay, TestLog log, Hash writer, AtomicLong taken, AtomicLong silent) {
        for (long n = 0; ; n++) {
            Answer<SignedHead> answer = log.append(
                    relay, Hash.of("test-entry", writer.value(), Hash.number(n)).value());
            if (answer instanceof Answer.Given<SignedHead>) {
                taken.incrementAndGet();
            } else {
                silent.addAndGet(answer instanceof Answer.Silent<SignedHead> ? 1 : 0);
                return;
            }
        }
    }
}
