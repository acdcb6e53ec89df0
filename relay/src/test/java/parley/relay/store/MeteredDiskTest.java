package parley.relay.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.protocol.port.Relay;
import parley.protocol.port.Relay.Why;
import parley.relay.TestLog;

/** A folder of which the operator said how large it may become. */
class MeteredDiskTest {
    private static final Outcome LATER = new Outcome.Refused(Why.LATER);
    private static final int MOST = 4 << 20;

    @TempDir
    Path folder;

    private final TestLog log = TestLog.of("room");

    private MeteredDisk over(Disk disk, long most) throws IOException {
        return MeteredDisk.over(
                disk, Quota.Most.UNBOUNDED.diskBytes(most), Instant.now().plusSeconds(60), Runnable::run);
    }

    private static void write(Disk disk, String name, int at, int bytes) throws IOException {
        try (DiskFile file = disk.open(name)) {
            file.write(at, ByteBuffer.allocate(bytes));
        }
    }

    /** Whatever is done to files, what was counted is what a new count finds. */
    @Test
    void what_is_counted_is_what_is_there() throws Exception {
        for (long seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            FileDisk files = new FileDisk(folder.resolve("disk " + seed));
            MeteredDisk disk = over(files, Long.MAX_VALUE);
            for (int i = 0; i < 100; i++) {
                String name = List.of("log/", "blobs/a/", "parked/").get(random.nextInt(3)) + random.nextInt(4);
                switch (random.nextInt(5)) {
                    case 0 -> disk.delete(name);
                    case 1 -> {
                        write(disk, name + ".new", 0, random.nextInt(500));
                        disk.rename(name + ".new", name);
                    }
                    case 2 -> {
                        try (DiskFile file = disk.open(name)) {
                            file.truncate(random.nextInt(300));
                        }
                    }
                    default -> write(disk, name, random.nextInt(500), random.nextInt(500));
                }
                assertThat(disk.used())
                        .as("seed %d, step %d", seed, i)
                        .isEqualTo(over(files, 1).used());
            }
        }
    }

    @Test
    void what_was_there_is_counted_beside_the_work() throws Exception {
        FileDisk files = new FileDisk(folder);
        write(files, "blobs/a/b", 0, 100);
        write(files, "log/c", 0, 10);
        List<Runnable> later = new ArrayList<>();
        MeteredDisk disk =
                MeteredDisk.over(files, Quota.Most.UNBOUNDED, Instant.now().plusSeconds(60), later::add);
        assertThat(disk.used()).isEmpty();
        later.forEach(Runnable::run);
        assertThat(disk.used()).isEqualTo(OptionalLong.of(110));
    }

    /** A relay starts on a disk of which parts can't be read any more; so must the count. */
    @Test
    void what_cannot_be_looked_at_is_not_counted_and_hinders_nothing() throws Exception {
        FileDisk files = new FileDisk(folder);
        write(files, "log/a", 0, 10);
        Files.createSymbolicLink(folder.resolve("log/b"), folder.resolve("gone"));
        Files.createDirectory(folder.resolve("log/c"));
        assertThat(over(files, Long.MAX_VALUE).used()).isEqualTo(OptionalLong.of(10));
    }

    @Test
    void a_store_fills_no_more_than_it_may_is_read_as_before_and_goes_on_with_a_larger_bound() throws Exception {
        CrashDisk disk = new CrashDisk();
        List<Bytes> taken = new ArrayList<>();
        Bytes block = Bytes.wrap(new byte[10_000]);
        try (Stores stores = stores(disk, MOST)) {
            stores.logs().commit(List.of(StoreFixture.creation(log)));
            stores.blobs().put(log.id(), block);
            assertThat(stores.condition().state()).isEqualTo(Condition.State.GOING);
            for (int i = 0; i < 2_000; i++) {
                Bytes entry = TestLog.entry("entry " + i);
                if (stores.logs()
                        .commit(List.of(StoreFixture.append(log, entry)))
                        .equals(List.of(LATER))) {
                    break;
                }
                taken.add(entry);
            }
            assertThat(taken).hasSizeBetween(600, 1_023);
            assertThat(stores.condition().state()).isEqualTo(Condition.State.FULL);
            assertThat(all(stores)).isEqualTo(taken);
            assertThatThrownBy(() -> stores.blobs().put(log.id(), Bytes.wrap(new byte[20_000])))
                    .isInstanceOf(DiskFull.class);
            assertThatThrownBy(() -> stores.invitations().park(Hash.of("words"), Bytes.wrap(new byte[20_000])))
                    .isInstanceOf(DiskFull.class);
            Change release = new Change.Release(log.id(), Hash.of("token"), 2);
            assertThat(stores.logs().commit(List.of(release))).doesNotContain(LATER);
            assertThat(stores.condition().state())
                    .as("though something small found room")
                    .isEqualTo(Condition.State.FULL);
            assertThat(stores.blobs().get(log.id(), Relay.blobHash(block))).contains(block);
            assertThat(stores.condition().amounts().orElseThrow().bytes().orElseThrow())
                    .isLessThanOrEqualTo(MOST + indexBytes(disk));
        }
        try (Stores stores = stores(disk.crash(new Random(1)), 2 * MOST)) {
            assertThat(all(stores)).isEqualTo(taken);
            assertThat(stores.condition().state()).isEqualTo(Condition.State.GOING);
            assertThat(stores.logs().commit(List.of(StoreFixture.append(log, TestLog.entry("more")))))
                    .doesNotContain(LATER);
        }
    }

    @Test
    void a_store_that_is_full_still_lets_logs_go() throws Exception {
        CrashDisk disk = new CrashDisk();
        try (Stores stores = stores(disk, MOST)) {
            stores.logs().commit(List.of(StoreFixture.creation(log)));
            Bytes entry = TestLog.entry("entry 0");
            for (int i = 1;
                    !stores.logs()
                            .commit(List.of(StoreFixture.append(log, entry)))
                            .equals(List.of(LATER));
                    i++) {
                entry = TestLog.entry("entry " + i);
            }
            Change release = new Change.Release(log.id(), Hash.of("token"), 1);
            assertThat(stores.logs().commit(List.of(release))).doesNotContain(LATER);
            assertThat(stores.logs().isGone(log.id())).isTrue();
            stores.sweep().run();
            assertThat(disk.all().stream().map(disk::bytes))
                    .as("what files hold")
                    .noneMatch(bytes -> new String(bytes, StandardCharsets.ISO_8859_1).contains("entry 7."));
        }
    }

    @Test
    void small_invitations_take_nothing_of_what_is_kept_for_logs_to_go() throws Exception {
        CrashDisk disk = new CrashDisk();
        try (Stores stores = stores(disk, MOST)) {
            stores.logs().commit(List.of(StoreFixture.creation(log)));
            long full = 0;
            for (int i = 0; i < MOST / 1_000; i++) {
                try {
                    stores.invitations().park(Hash.of("words", Hash.number(i)), Bytes.wrap(new byte[1_500]));
                } catch (DiskFull e) {
                    full++;
                }
            }
            assertThat(full).as("refused").isPositive();
            assertThat(disk.all().stream().mapToLong(disk::size).sum()).isLessThanOrEqualTo(MOST + indexBytes(disk));
            Change release = new Change.Release(log.id(), Hash.of("token"), 1);
            assertThat(stores.logs().commit(List.of(release))).containsExactly(new Outcome.Refused(Why.GONE));
        }
    }

    @Test
    void new_logs_take_nothing_of_what_is_kept_for_each_log_to_be_released_by_all_its_members() throws Exception {
        List<TestLog> rooms = List.of(TestLog.of("one"), TestLog.of("two"), TestLog.of("three"));
        try (Stores stores =
                stores(new CrashDisk(), Quota.Most.UNBOUNDED.logs(4).diskBytes(MOST))) {
            rooms.forEach(room -> stores.logs().commit(List.of(StoreFixture.creation(room))));
            fill(stores, rooms.getFirst());
            assertThat(stores.logs().commit(List.of(StoreFixture.creation(TestLog.of("new")))))
                    .containsExactly(LATER);
            for (TestLog room : rooms) {
                for (int member = 1; member < Relay.MOST_MEMBERS; member++) {
                    assertThat(stores.logs().commit(List.of(release(room, member))))
                            .doesNotContain(LATER);
                }
                assertThat(stores.logs().commit(List.of(release(room, Relay.MOST_MEMBERS))))
                        .containsExactly(new Outcome.Refused(Why.GONE));
            }
        }
    }

    @Test
    void a_release_goes_through_that_comes_in_one_batch_with_what_finds_no_room() throws Exception {
        try (Stores stores = stores(new CrashDisk(), MOST)) {
            stores.logs().commit(List.of(StoreFixture.creation(log)));
            fill(stores, log);
            Head head = stores.logs().current(log.id());
            Change words = StoreFixture.append(log, TestLog.entry("new words"));
            List<Change> changes = new ArrayList<>(List.of(words));
            for (int member = 1; member < Relay.MOST_MEMBERS; member++) {
                changes.add(release(log, member));
            }
            changes.add(words);
            changes.add(release(log, Relay.MOST_MEMBERS));
            List<Outcome> outcomes = stores.logs().commit(changes);
            assertThat(outcomes.getFirst()).isEqualTo(LATER);
            assertThat(outcomes.subList(1, Relay.MOST_MEMBERS)).containsOnly(new Outcome.Placed(log.id(), head));
            assertThat(outcomes.subList(Relay.MOST_MEMBERS, outcomes.size()))
                    .containsExactly(LATER, new Outcome.Refused(Why.GONE));
        }
    }

    @Test
    void where_no_use_can_be_noted_any_more_no_hour_passes_and_logs_are_still_released() throws Exception {
        FileDisk disk = new FileDisk(folder);
        try (Stores stores = stores(disk, Long.MAX_VALUE)) {
            stores.logs().commit(List.of(StoreFixture.creation(log)));
            for (int i = 0; i < 70; i++) {
                byte[] large = new byte[Relay.MOST_ENTRY_BYTES];
                large[0] = (byte) i;
                stores.logs().commit(List.of(StoreFixture.append(log, Bytes.wrap(large))));
            }
        }
        try (Stores stores = stores(disk, MOST)) {
            for (int hour = 0; hour < 60; hour++) {
                stores.logs().pass(1);
            }
            assertThat(stores.logs().isGone(log.id())).isFalse();
            assertThat(stores.logs().commit(List.of(new Change.Release(log.id(), Hash.of("token"), 1))))
                    .containsExactly(new Outcome.Refused(Why.GONE));
        }
    }

    private static Change release(TestLog room, int member) {
        return new Change.Release(room.id(), Hash.of("token", Hash.number(member)), Relay.MOST_MEMBERS);
    }

    private static void fill(Stores stores, TestLog room) {
        for (int i = 0;
                !stores.logs()
                        .commit(List.of(StoreFixture.append(room, TestLog.entry("entry " + i))))
                        .equals(List.of(LATER));
                i++) {
            // Until it is full.
        }
        assertThatThrownBy(() -> {
                    for (int i = 0; i < MOST; i++) {
                        stores.invitations().park(Hash.of("words", Hash.number(i)), Bytes.wrap(new byte[1]));
                    }
                })
                .isInstanceOf(DiskFull.class);
    }

    @Test
    void a_store_that_is_full_lets_all_that_expires_go_however_much_it_is() throws Exception {
        CrashDisk disk = new CrashDisk();
        Bytes block = Bytes.wrap(new byte[Relay.MOST_BLOB_BYTES]);
        try (Stores stores = stores(disk, MOST)) {
            List<TestLog> rooms = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                rooms.add(TestLog.of("room " + i));
                stores.logs().commit(List.of(StoreFixture.creation(rooms.getLast())));
                stores.blobs().put(rooms.getLast().id(), block);
            }
            for (int i = 0;
                    !stores.logs()
                            .commit(List.of(StoreFixture.append(rooms.getFirst(), TestLog.entry("entry " + i))))
                            .equals(List.of(LATER));
                    i++) {
                // Until it is full.
            }
            for (int hour = 0; hour < 30; hour++) {
                stores.logs().pass(1);
            }
            stores.logs().read(log(rooms, 1), 0, 1, 1, bytes -> true);
            for (int hour = 0; hour < 19; hour++) {
                stores.logs().pass(1);
            }
            assertThat(rooms.stream().filter(room -> stores.logs().isGone(room.id())))
                    .as("all but the one that was read")
                    .hasSize(39);
            stores.sweep().run();
            assertThat(stores.blobs().put(log(rooms, 1), Bytes.wrap(new byte[20_000])))
                    .as("there is room again")
                    .isTrue();
        }
    }

    private static LogId log(List<TestLog> rooms, int number) {
        return rooms.get(number).id();
    }

    private static long indexBytes(CrashDisk disk) {
        return disk.all().stream()
                .filter(name -> name.endsWith(".index") || name.endsWith("forced"))
                .mapToLong(disk::size)
                .sum();
    }

    private List<Bytes> all(Stores stores) {
        return stores.logs()
                .read(log.id(), 0, Relay.MOST_PAGE_ENTRIES, Integer.MAX_VALUE, bytes -> true)
                .entries();
    }

    private static Stores stores(Disk disk, long most) throws IOException {
        return stores(disk, Quota.Most.UNBOUNDED.diskBytes(most));
    }

    private static Stores stores(Disk disk, Quota.Most most) throws IOException {
        return Stores.inFiles(
                disk,
                new Random(1)::nextBytes,
                new StoreLimits(1 << 20, 16 << 10, 16, most),
                Runnable::run,
                () -> Instant.EPOCH);
    }
}
