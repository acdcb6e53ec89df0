package parley.relay.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import parley.base.Bytes;
import parley.base.Head;
import parley.protocol.port.Relay;
import parley.protocol.port.Relay.Why;
import parley.relay.TestLog;

/**
 * Random batches, releases and sweeps against power losses and kills at any of a sweep's calls to the disk. What must hold
 * each time the store opens again: of logs that are not gone everything that was acknowledged stands where it stood, a gone
 * log never comes back, nothing is called damaged, and after a sweep that ended no file holds a byte of a gone log.
 */
class ErasurePowerLossTest {
    private static final long SEEDS = Long.getLong("parley.erasure.seeds", 150);
    private static final int LIVES = 6;
    private static final int BATCHES = 10;
    private static final int LOGS = 8;
    private static final int MOST_CALLS = 60;

    private final Map<TestLog, List<Bytes>> standing = new HashMap<>();
    private final Set<TestLog> gone = new HashSet<>();
    private final Map<TestLog, List<Bytes>> sent = new HashMap<>();

    static LongStream seeds() {
        return LongStream.range(0, SEEDS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void gone_logs_stay_gone_and_others_lose_nothing(long seed) throws IOException {
        Random random = new Random(seed);
        CrashDisk disk = new CrashDisk();
        for (int life = 0; life < LIVES; life++) {
            String when = "seed " + seed + ", life " + life;
            DyingDisk dying = new DyingDisk(disk);
            LogStore store = StoreFixture.open(dying, random);
            assertThat(store.damages()).as(when).isEmpty();
            check(store, when);
            for (int batch = random.nextInt(BATCHES); batch > 0; batch--) {
                commit(store, random);
                for (int hours = random.nextInt(8); hours > 0; hours--) {
                    store.pass(1_000);
                }
                if (random.nextInt(6) == 0) {
                    store.erase();
                    swept(store, disk, when);
                }
            }
            if (random.nextInt(3) > 0) {
                dying.after(random.nextInt(MOST_CALLS));
                sweepToItsDeath(store, random);
            }
            disk = random.nextInt(3) == 0 ? disk.kill() : disk.crash(random);
        }
        LogStore last = StoreFixture.open(disk, random);
        check(last, "seed " + seed + ", last");
        last.erase();
        swept(last, disk, "seed " + seed + ", last");
        check(last, "seed " + seed + ", swept");
    }

    private static void sweepToItsDeath(LogStore store, Random random) {
        try {
            store.erase();
            if (random.nextBoolean()) {
                store.erase();
            }
        } catch (IOException | StoreBroken e) {
            assertThat(e).as("the power went").isNotNull();
        }
    }

    private void commit(LogStore store, Random random) {
        List<Change> changes = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            changes.add(change(TestLog.of("log " + random.nextInt(LOGS)), random));
        }
        List<Outcome> outcomes = store.commit(changes);
        for (int i = 0; i < changes.size(); i++) {
            TestLog log = log(changes.get(i));
            boolean isGone = outcomes.get(i).equals(new Outcome.Refused(Why.GONE));
            assertThat(isGone || !gone.contains(log))
                    .as("a gone log takes nothing")
                    .isTrue();
            if (isGone) {
                gone.add(log);
                standing.remove(log);
            }
        }
        for (int i = 0; i < LOGS; i++) {
            TestLog log = TestLog.of("log " + i);
            if (store.capabilities(log.id()).isPresent()) {
                standing.put(log, StoreFixture.all(store, log));
            }
        }
    }

    private Change change(TestLog log, Random random) {
        return switch (random.nextInt(8)) {
            case 0, 1 -> StoreFixture.creation(log);
            case 2 -> ErasureTest.release(log, random.nextInt(4), 3);
            default -> {
                Bytes entry = StoreFixture.entry(random, 40 + random.nextInt(1200));
                sent.computeIfAbsent(log, l -> new ArrayList<>()).add(entry);
                yield StoreFixture.append(log, entry);
            }
        };
    }

    private static TestLog log(Change change) {
        for (int i = 0; i < LOGS; i++) {
            TestLog log = TestLog.of("log " + i);
            boolean its = switch (change) {
                case Change.Create create -> create.capabilities().appendHash().equals(log.capabilityHash());
                case Change.Append append -> append.log().equals(log.id());
                case Change.Release release -> release.log().equals(log.id());
            };
            if (its) {
                return log;
            }
        }
        throw new AssertionError("another log");
    }

    private void check(LogStore store, String when) {
        standing.forEach((log, entries) -> {
            assertThat(StoreFixture.all(store, log)).as(when).isEqualTo(entries);
            assertThat(store.current(log.id())).as(when).isEqualTo(TestLog.chain(Head.start(log.id()), entries));
        });
        gone.forEach(log -> {
            assertThat(store.isGone(log.id())).as(when).isTrue();
            assertThat(store.capabilities(log.id())).as(when).isEmpty();
        });
    }

    private void swept(LogStore store, CrashDisk disk, String when) {
        List<Bytes> traces = new ArrayList<>();
        for (TestLog log : gone) {
            traces.add(log.capabilityHash().value());
            sent.getOrDefault(log, List.of()).forEach(entry -> {
                traces.add(entry.slice(0, 16));
                traces.add(entry.slice(entry.size() - 16, entry.size()));
                traces.add(Relay.entryHash(entry).value());
            });
        }
        assertThat(ErasureTest.filesWith(disk, traces)).as(when).isEmpty();
        assertThat(store.damages()).as(when).isEmpty();
    }
}
