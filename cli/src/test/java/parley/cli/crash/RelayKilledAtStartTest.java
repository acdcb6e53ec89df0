package parley.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.relay.TestLog.given;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Bytes;
import parley.base.Hash;
import parley.cli.process.JvmWords;
import parley.cli.process.RelayRun;
import parley.cli.process.Wait;
import parley.protocol.port.Relay;
import parley.protocol.port.Relay.Answer;
import parley.protocol.port.Relay.Why;
import parley.relay.TestLog;
import parley.relay.client.HttpRelay;

/**
 * {@code parley relay}, killed while it starts and takes from its disk what all members had released: after a plain start the
 * rest stands byte for byte, what was released is no more there for anybody, and soon in no file.
 */
@Tag("wide")
final class RelayKilledAtStartTest {
    /** In a plain run so many calls, as chance has it. The long run has all of them. */
    private static final int SAMPLE = 3;

    /** Of the calls that a run made, those at which another is really killed: hardly two runs of a JVM make the very same ones. */
    private static final double REALLY = 0.8;

    private static final int ENTRIES = 20;
    private static final int ENTRY_BYTES = 4096;

    /** Of an entry or a block, so much is looked for at its beginning and at its end. */
    private static final int TRACE_BYTES = 24;

    private static final TestLog ROOM = TestLog.of("room");
    private static final TestLog GONE = TestLog.of("released by both");
    private static final TestLog HALF = TestLog.of("released by one of two");

    @TempDir
    static Path root;

    /** What a relay left that was ended right after the last release, before any look for what is gone. */
    private static Path left;

    private static final Kept kept = new Kept();
    private static final List<Bytes> traces = new ArrayList<>();
    private static int made;

    @BeforeAll
    static void prepare() throws IOException {
        Strace.needed(root);
        Home.in(root.resolve("home"));
        left = root.resolve("left");
        try (RelayRun run = RelayRun.start(left, 0, root.resolve("said"));
                HttpRelay relay = HttpRelay.to(run.ready(), Optional.empty())) {
            for (TestLog log : List.of(ROOM, HALF)) {
                kept.create(relay, log);
            }
            GONE.createAt(relay);
            for (int i = 0; i < ENTRIES; i++) {
                kept.append(relay, ROOM, bytes("said " + i));
                kept.append(relay, HALF, bytes("half gone " + i));
                given(GONE.append(relay, traced(bytes("gone " + i))));
            }
            kept.blob(relay, ROOM, bytes("file"));
            given(relay.putBlob(GONE.id(), GONE.capability(), traced(bytes("file that goes"))));
            kept.park(relay, Hash.of("test-locator", Hash.number(1)), bytes("invitation"));
            release(relay, HALF, 1);
            release(relay, GONE, 1);
            release(relay, GONE, 2);
            run.kill();
        }
        assertThat(holdsTraces(left)).as("they are found while they are there").isTrue();
    }

    @Test
    void killed_at_some_calls_of_its_start_it_keeps_what_stands_and_erases_what_was_released() throws Exception {
        long seed = System.nanoTime();
        List<Fault> kills = new ArrayList<>(kills());
        Collections.shuffle(kills, new Random(seed));
        int killed = 0;
        for (int i = 0; i < kills.size() && killed < SAMPLE; i++) {
            killed += killed(kills.get(i), kills.get(i) + ", seed " + seed) ? 1 : 0;
        }
        assertThat(killed).as("it was really killed; seed " + seed).isEqualTo(SAMPLE);
    }

    @Tag("soak")
    @Test
    void killed_at_every_call_of_its_start_it_keeps_what_stands_and_erases_what_was_released() throws Exception {
        List<Fault> kills = kills();
        int killed = 0;
        for (Fault kill : kills) {
            killed += killed(kill, kill.toString()) ? 1 : 0;
        }
        System.out.println("start: killed at " + killed + " of " + kills.size() + " calls");
        assertThat(killed).isGreaterThanOrEqualTo((int) Math.ceil(kills.size() * REALLY));
    }

    /** At all calls that it makes from its start on until what was released is erased. */
    private static List<Fault> kills() throws Exception {
        assertThat(startedUnder(new Fault(Fault.CHANGES, ""), copy())).isTrue();
        return Strace.kills(root.resolve("calls"));
    }

    /** Whether it was killed before it had erased what was released. */
    private static boolean killed(Fault kill, String when) throws Exception {
        Path data = copy();
        boolean done = startedUnder(kill, data);
        try (RelayRun run = RelayRun.start(data, 0, root.resolve("said"));
                HttpRelay relay = HttpRelay.to(run.ready(), Optional.empty())) {
            kept.stands(relay, when);
            assertThat(relay.read(GONE.id(), GONE.capability(), 0, 1, Duration.ZERO))
                    .as(when)
                    .isEqualTo(new Answer.Declined<Relay.Page>(Why.GONE));
            Wait.until("what was released is in no file; " + when, () -> !holdsTraces(data));
            kept.stands(relay, when);
            assertThat(ROOM.append(relay, bytes("goes on"))).as(when).isInstanceOf(Answer.Given.class);
        }
        assertThat(root.resolve("said")).as(when).isEmptyFile();
        return !done;
    }

    /** Whether it came to the end of what it has to do at a start; it is ended then. */
    private static boolean startedUnder(Fault fault, Path data) throws Exception {
        List<String> command = Strace.before(fault, root.resolve("calls"));
        command.addAll(JvmWords.command(
                JvmWords.Job.RELAY, List.of("relay", "--data", data.toString(), "--listen", "127.0.0.1:0", "--json")));
        Process traced = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("output").toFile())
                .start();
        Wait.until(
                "it has started or is dead",
                () -> !traced.isAlive() || (Files.size(root.resolve("output")) > 0 && !holdsTraces(data)));
        boolean done = traced.isAlive();
        traced.descendants().forEach(ProcessHandle::destroyForcibly);
        traced.waitFor();
        return done;
    }

    private static void release(Relay relay, TestLog log, int member) {
        relay.release(log.id(), log.capability(), Hash.of("token", Hash.number(member)), 2);
    }

    private static Bytes traced(Bytes content) {
        traces.add(content.slice(0, TRACE_BYTES));
        traces.add(content.slice(content.size() - TRACE_BYTES, content.size()));
        return content;
    }

    private static boolean holdsTraces(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).anyMatch(file -> {
                String content = latin(file);
                return traces.stream()
                        .anyMatch(trace -> content.contains(new String(trace.toArray(), StandardCharsets.ISO_8859_1)));
            });
        } catch (UncheckedIOException e) {
            return true; // A file went while it was looked at.
        }
    }

    private static String latin(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path copy() throws IOException {
        Path to = root.resolve("data " + made++);
        try (Stream<Path> files = Files.walk(left)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(left.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return to;
    }

    private static Bytes bytes(String name) {
        byte[] bytes = new byte[ENTRY_BYTES];
        new Random(name.hashCode()).nextBytes(bytes);
        return Bytes.wrap(bytes);
    }
}
