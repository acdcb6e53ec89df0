package parley.relay.store;

import static org.assertj.core.api.Assertions.assertThat;

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
import parley.relay.TestLog;

/**
 * Random batches against random power losses and kills. What must hold each time the store opens again: everything that was
 * acknowledged stands where it was acknowledged; what stands besides was really sent; nothing is called damaged, for nothing
 * rotted; and the store goes on.
 */
class PowerLossTest {
    private static final int SEEDS = 150;
    private static final int LIVES = 6;
    private static final int BATCHES = 12;
    private static final int LOGS = 4;

    static LongStream seeds() {
        return LongStream.range(0, SEEDS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void nothing_acknowledged_is_lost_and_nothing_is_invented(long seed) {
        Random random = new Random(seed);
        CrashDisk disk = new CrashDisk();
        Map<TestLog, List<Bytes>> acknowledged = new HashMap<>();
        Map<TestLog, Set<Bytes>> sent = new HashMap<>();
        for (int life = 0; life < LIVES; life++) {
            LogStore store = StoreFixture.open(disk, random);
            assertThat(store.damages()).as("seed %d, life %d", seed, life).isEmpty();
            check(store, acknowledged, sent, "seed " + seed + ", life " + life);
            for (int batch = 0; batch < random.nextInt(BATCHES); batch++) {
                commit(store, random, acknowledged, sent);
            }
            if (random.nextInt(3) > 0) {
                doomed(store, disk, random, sent);
            }
            disk = random.nextInt(4) == 0 ? disk.kill() : disk.crash(random);
        }
    }

    /** A batch whose force fails: written or not, never acknowledged. */
    private static void doomed(LogStore store, CrashDisk disk, Random random, Map<TestLog, Set<Bytes>> sent) {
        disk.forcesFail();
        try {
            store.commit(changes(random, sent));
            // Duplicates alone need no force.
        } catch (StoreBroken e) {
            assertThat(e).hasMessageContaining("could not be written");
        }
    }

    private static void commit(
            LogStore store, Random random, Map<TestLog, List<Bytes>> acknowledged, Map<TestLog, Set<Bytes>> sent) {
        List<Change> changes = changes(random, sent);
        List<Outcome> outcomes = store.commit(changes);
        for (int i = 0; i < changes.size(); i++) {
            switch (changes.get(i)) {
                case Change.Create _, Change.Release _ ->
                    assertThat(outcomes.get(i)).isInstanceOf(Outcome.Placed.class);
                case Change.Append append -> {
                    if (outcomes.get(i) instanceof Outcome.Placed(var id, Head head)) {
                        TestLog log = log(append);
                        List<Bytes> entries = acknowledged.computeIfAbsent(log, l -> new ArrayList<>());
                        // What an earlier life wrote without acknowledging may stand before it.
                        List<Bytes> now = StoreFixture.all(store, log);
                        entries.clear();
                        entries.addAll(now);
                        assertThat(now.get((int) head.position() - 1)).isEqualTo(append.entry());
                    }
                }
            }
        }
    }

    private static TestLog log(Change.Append append) {
        for (int i = 0; i < LOGS; i++) {
            if (TestLog.of("log " + i).id().equals(append.log())) {
                return TestLog.of("log " + i);
            }
        }
        throw new AssertionError("another log");
    }

    private static List<Change> changes(Random random, Map<TestLog, Set<Bytes>> sent) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(6); i++) {
            TestLog log = TestLog.of("log " + random.nextInt(LOGS));
            if (random.nextInt(4) == 0) {
                changes.add(StoreFixture.creation(log));
                continue;
            }
            Set<Bytes> before = sent.computeIfAbsent(log, l -> new HashSet<>());
            boolean again = !before.isEmpty() && random.nextInt(5) == 0;
            Bytes entry = again ? before.iterator().next() : StoreFixture.entry(random, random.nextInt(1500));
            before.add(entry);
            changes.add(StoreFixture.append(log, entry));
        }
        return changes;
    }

    private static void check(
            LogStore store, Map<TestLog, List<Bytes>> acknowledged, Map<TestLog, Set<Bytes>> sent, String when) {
        acknowledged.forEach((log, entries) -> {
            List<Bytes> now = StoreFixture.all(store, log);
            assertThat(now).as(when).startsWith(entries.toArray(Bytes[]::new));
            assertThat(sent.get(log)).as(when).containsAll(now);
            assertThat(now).as(when).doesNotHaveDuplicates();
            assertThat(store.current(log.id())).as(when).isEqualTo(TestLog.chain(Head.start(log.id()), now));
        });
    }
}
