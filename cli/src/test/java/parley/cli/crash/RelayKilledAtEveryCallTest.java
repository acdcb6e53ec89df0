package parley.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Randomness;
import parley.cli.process.RelayRun;
import parley.cli.process.Wait;
import parley.protocol.port.Relay;
import parley.protocol.port.Relay.Answer;
import parley.relay.TestLog;
import parley.relay.client.HttpRelay;
import parley.relay.store.Capabilities;
import parley.relay.store.Change;
import parley.relay.store.FileDisk;
import parley.relay.store.LogStore;
import parley.relay.store.StoreLimits;

/**
 * {@code parley relay}, killed at each call to the system with which it changes its files: what it acknowledged stands after
 * a plain start, nothing stands twice, nothing is called damaged, and it takes what it had not acknowledged.
 */
@Tag("wide")
final class RelayKilledAtEveryCallTest {
    /** In a plain run: so many calls of each operation, as chance has it. The long run has all of them. */
    private static final int SAMPLE = 2;

    /** Of the calls that a run made, those at which another is really killed: the last ones may come after all was answered. */
    private static final double REALLY = 0.8;

    private static final int ENTRY_BYTES = 4096;

    /** An entry with what the relay writes beside it, at most. */
    private static final int RECORD_BYTES = ENTRY_BYTES + 256;

    private static final int BATCH = 500;

    @TempDir
    static Path root;

    @TempDir
    private Path data;

    private final Kept kept = new Kept();
    private RelayRun run;
    private HttpRelay relay;
    private int lives;

    @BeforeAll
    static void prepare() throws IOException {
        Strace.needed(root);
        Home.in(root.resolve("home"));
    }

    /** What the relay is asked while it is killed. Each with names and bytes of its own life. */
    private enum Operation {
        CREATE {
            @Override
            boolean runs(Kept kept, Relay relay, int life) {
                return given(kept.create(relay, TestLog.of("created " + life)))
                        && given(kept.create(relay, TestLog.of("created too " + life)));
            }
        },
        APPEND {
            @Override
            boolean runs(Kept kept, Relay relay, int life) {
                for (int i = 0; i < 3; i++) {
                    if (!given(kept.append(relay, ROOM, entry("entry " + i + " of life " + life, ENTRY_BYTES)))) {
                        return false;
                    }
                }
                return true;
            }
        },
        TURN_OF_A_SEGMENT {
            @Override
            boolean runs(Kept kept, Relay relay, int life) {
                return APPEND.runs(kept, relay, life);
            }
        },
        ATTACHMENT {
            @Override
            boolean runs(Kept kept, Relay relay, int life) {
                return given(kept.blob(relay, ROOM, entry("block " + life, Relay.MOST_BLOB_BYTES)))
                        && given(kept.blob(relay, ROOM, entry("last block " + life, ENTRY_BYTES)));
            }
        },
        INVITATION {
            @Override
            boolean runs(Kept kept, Relay relay, int life) {
                return given(kept.park(relay, locator(life), entry("invitation " + life, ENTRY_BYTES)));
            }
        };

        /** False as soon as something was not answered. */
        abstract boolean runs(Kept kept, Relay relay, int life);
    }

    private static final TestLog ROOM = TestLog.of("room");

    @ParameterizedTest
    @EnumSource(Operation.class)
    void killed_at_some_calls_of_an_operation_it_keeps_what_it_acknowledged(Operation operation) throws IOException {
        long seed = System.nanoTime();
        List<Fault> kills = new ArrayList<>(kills(operation));
        Collections.shuffle(kills, new Random(seed));
        int killed = 0;
        for (int i = 0; i < kills.size() && killed < SAMPLE; i++) {
            killed += killed(operation, kills.get(i), operation + ", seed " + seed + ", " + kills.get(i)) ? 1 : 0;
        }
        assertThat(killed)
                .as("it was really killed; " + operation + ", seed " + seed)
                .isEqualTo(SAMPLE);
    }

    @Tag("soak")
    @ParameterizedTest
    @EnumSource(Operation.class)
    void killed_at_every_call_of_an_operation_it_keeps_what_it_acknowledged(Operation operation) throws IOException {
        List<Fault> kills = kills(operation);
        int killed = 0;
        for (Fault kill : kills) {
            killed += killed(operation, kill, operation + ", " + kill) ? 1 : 0;
        }
        System.out.println(operation + ": killed at " + killed + " of " + kills.size() + " calls");
        assertThat(killed).isGreaterThanOrEqualTo((int) Math.ceil(kills.size() * REALLY));
    }

    @BeforeEach
    void start() throws IOException {
        run = RelayRun.start(data, 0, root.resolve("said"));
        relay = HttpRelay.to(run.ready(), Optional.empty());
        kept.create(relay, ROOM);
    }

    @AfterEach
    void stop() throws IOException {
        relay.close();
        run.close();
    }

    private void ready(Operation operation) throws IOException {
        if (operation == Operation.TURN_OF_A_SEGMENT) {
            stop();
            fill(data);
            start();
        }
    }

    /** At all calls that it makes when nothing happens to it. */
    private List<Fault> kills(Operation operation) throws IOException {
        ready(operation);
        try (Strace strace = Strace.at(run.pid(), Fault.NONE, root.resolve("calls"))) {
            assertThat(operation.runs(kept, relay, lives++)).isTrue();
            strace.end();
            return strace.kills();
        }
    }

    /** Whether it was killed before all was done. */
    private boolean killed(Operation operation, Fault kill, String when) throws IOException {
        ready(operation);
        boolean done;
        try (Strace strace = Strace.at(run.pid(), kill, root.resolve("calls"))) {
            done = operation.runs(kept, relay, lives++);
            if (!done) {
                Wait.until("the relay is dead", () -> !run.running());
            }
            strace.end();
        }
        run.kill();
        stop();
        start();
        kept.standsAndGoesOn(relay, when);
        assertThat(root.resolve("said")).as(when).isEmptyFile();
        return !done;
    }

    private static boolean given(Answer<?> answer) {
        return answer instanceof Answer.Given<?>;
    }

    private static Hash locator(int life) {
        return Hash.of("test-locator", Hash.number(life));
    }

    private static Bytes entry(String name, int size) {
        byte[] bytes = new byte[size];
        new Random(name.hashCode()).nextBytes(bytes);
        return Bytes.wrap(bytes);
    }

    /** Brings the newest segment to within an entry of its end, as a long talk would. */
    private static void fill(Path data) throws IOException {
        try (LogStore store =
                LogStore.open(new FileDisk(data), Randomness.system(), StoreLimits.USUAL, Runnable::run)) {
            TestLog filler = TestLog.of("filler");
            store.commit(
                    List.of(new Change.Create(new Capabilities(filler.capabilityHash(), filler.capabilityHash()))));
            for (long room = room(data) / RECORD_BYTES; room > 0; room = room(data) / RECORD_BYTES) {
                List<Change> batch = new ArrayList<>();
                for (int i = 0; i < Math.min(room, BATCH); i++) {
                    Bytes entry = Randomness.system().bytes(ENTRY_BYTES);
                    batch.add(Change.Append.of(filler.id(), entry, OptionalLong.empty()));
                }
                store.commit(batch);
            }
        }
    }

    /** Bytes left in the newest segment, by the file that says how far it was forced. */
    private static long room(Path data) throws IOException {
        ByteBuffer forced = ByteBuffer.wrap(Files.readAllBytes(data.resolve("log/forced")));
        return StoreLimits.USUAL.segmentBytes() - forced.getLong(Long.BYTES);
    }
}
