package parley.relay.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.LogId;
import parley.protocol.port.Relay;
import parley.relay.TestLog;
import parley.relay.store.Invitations.Parked;

/**
 * Attachments' blobs and parked invitations, a file each, against power losses and kills at any of their calls to the disk and
 * against forces that fail. What must hold each time the relay starts again: whatever was answered as kept is there byte for
 * byte; nothing else is given out than what was sent; what was erased stays erased; and what was refused can be sent again.
 */
class FilesPowerLossTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final long SEEDS = Long.getLong("parley.files.seeds", 200);
    private static final int LIVES = 6;
    private static final int ACTS = 14;
    private static final int LOGS = 3;
    private static final int BLOBS = 4;
    private static final int LOCATORS = 4;
    /** Several sectors of a disk, so that a file can be torn. */
    private static final int MOST_BYTES = 4_000;

    private static final int MOST_CALLS = 25;

    private final Map<LogId, Set<Bytes>> kept = new HashMap<>();
    /** Logs whose erasure began: they are asked for nothing more. */
    private final Set<LogId> dying = new HashSet<>();

    private final Set<LogId> erased = new HashSet<>();
    private final Map<Hash, Bytes> parked = new HashMap<>();
    private final Map<Hash, Set<Bytes>> sent = new HashMap<>();

    static LongStream seeds() {
        return LongStream.range(0, SEEDS);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void files_that_were_answered_as_kept_survive_and_no_others_are_given_out(long seed) throws IOException {
        Random random = new Random(seed);
        CrashDisk disk = new CrashDisk();
        for (int life = 0; life < LIVES; life++) {
            String when = "seed " + seed + ", life " + life;
            DyingDisk under = new DyingDisk(disk);
            BlobStore blobs = new BlobStore(under);
            ParkedStore invitations = new ParkedStore(under, () -> NOW);
            check(blobs, invitations, when);
            if (random.nextBoolean()) {
                under.after(random.nextInt(MOST_CALLS));
            }
            live(disk, blobs, invitations, random);
            disk = random.nextInt(3) == 0 ? disk.kill() : disk.crash(random);
        }
        check(new BlobStore(disk), new ParkedStore(disk, () -> NOW), "seed " + seed + ", last");
    }

    /** Until it has done enough; a call that the disk refuses is refused, and what comes after it may go well again. */
    private void live(CrashDisk disk, BlobStore blobs, ParkedStore invitations, Random random) {
        for (int act = random.nextInt(ACTS); act > 0; act--) {
            if (random.nextInt(5) == 0) {
                disk.nextForceFails();
            }
            try {
                act(blobs, invitations, random);
            } catch (IOException e) {
                assertThat(e).as("the disk's word").hasMessageMatching("the power went|input/output error");
            }
        }
    }

    private void act(BlobStore blobs, ParkedStore invitations, Random random) throws IOException {
        switch (random.nextInt(12)) {
            case 0 -> erase(blobs, log(random.nextInt(LOGS)));
            case 1 -> invitations.dropExpired();
            case 2, 3, 4, 5 -> park(invitations, random);
            default -> put(blobs, log(random.nextInt(LOGS)), random.nextInt(BLOBS));
        }
    }

    /** A relay takes no blob beside a log that is gone. */
    private void put(BlobStore blobs, LogId log, int number) throws IOException {
        if (!dying.contains(log)) {
            assertThat(blobs.put(log, blob(log, number))).isTrue();
            kept.computeIfAbsent(log, l -> new HashSet<>()).add(blob(log, number));
        }
    }

    private void erase(BlobStore blobs, LogId log) throws IOException {
        kept.remove(log);
        dying.add(log);
        blobs.erase(log);
        erased.add(log);
    }

    private void park(ParkedStore invitations, Random random) throws IOException {
        Hash locator = Hash.of("words", Hash.number(random.nextInt(LOCATORS)));
        Bytes sealed = StoreFixture.entry(new Random(random.nextInt(2)), MOST_BYTES);
        sent.computeIfAbsent(locator, l -> new HashSet<>()).add(sealed);
        Parked answer = invitations.park(locator, sealed);
        Bytes stands = parked.get(locator);
        if (stands != null) {
            assertThat(answer).isEqualTo(stands.equals(sealed) ? Parked.KEPT : Parked.TAKEN);
        } else if (answer == Parked.KEPT) {
            parked.put(locator, sealed);
        }
    }

    private void check(BlobStore blobs, ParkedStore invitations, String when) throws IOException {
        for (Map.Entry<LogId, Set<Bytes>> log : kept.entrySet()) {
            for (Bytes blob : log.getValue()) {
                assertThat(blobs.get(log.getKey(), Relay.blobHash(blob)))
                        .as(when)
                        .contains(blob);
            }
        }
        for (LogId log : erased) {
            for (int number = 0; number < BLOBS; number++) {
                assertThat(blobs.get(log, Relay.blobHash(blob(log, number))))
                        .as(when)
                        .isEmpty();
            }
        }
        invitations.dropExpired();
        assertThat(invitations.damages())
                .as("%s: a disk that loses power leaves nothing half written under its name", when)
                .isZero();
        for (Map.Entry<Hash, Bytes> one : parked.entrySet()) {
            assertThat(invitations.collect(one.getKey())).as(when).contains(one.getValue());
        }
        for (Map.Entry<Hash, Set<Bytes>> one : sent.entrySet()) {
            Optional<Bytes> collected = invitations.collect(one.getKey());
            assertThat(collected.isEmpty() || one.getValue().contains(collected.get()))
                    .as(when)
                    .isTrue();
        }
    }

    private static LogId log(int number) {
        return TestLog.of("log " + number).id();
    }

    private static Bytes blob(LogId log, int number) {
        Random random = new Random(log.hashCode() * 31L + number);
        return StoreFixture.entry(random, 1 + random.nextInt(MOST_BYTES));
    }
}
