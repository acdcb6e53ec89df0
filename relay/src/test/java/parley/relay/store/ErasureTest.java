package parley.relay.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static parley.relay.store.StoreFixture.all;
import static parley.relay.store.StoreFixture.append;
import static parley.relay.store.StoreFixture.creation;
import static parley.relay.store.StoreFixture.entry;
import static parley.relay.store.StoreFixture.one;
import static parley.relay.store.StoreFixture.open;
import static parley.relay.store.StoreFixture.placed;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.protocol.port.Relay;
import parley.protocol.port.Relay.Why;
import parley.relay.TestLog;

/** A log that is gone leaves the files, and nothing else does; {@link ErasurePowerLossTest} ends the power meanwhile. */
class ErasureTest {
    private static final Outcome GONE = new Outcome.Refused(Why.GONE);

    private final CrashDisk disk = new CrashDisk();
    private final TestLog log = TestLog.of("room");
    private final TestLog other = TestLog.of("other room");
    private final Random random = new Random(7);
    private final List<Bytes> entries = new ArrayList<>();
    private final List<Bytes> others = new ArrayList<>();

    static Change release(TestLog log, int member, int members) {
        return new Change.Release(log.id(), Hash.of("token", Hash.number(member)), members);
    }

    private LogStore filled() {
        LogStore store = open(disk);
        placed(store, creation(log));
        placed(store, creation(other));
        for (int i = 0; i < 20; i++) {
            entries.add(entry(random, 300));
            others.add(entry(random, 300));
            placed(store, append(log, entries.getLast()));
            placed(store, append(other, others.getLast()));
        }
        return store;
    }

    /** In which files any of these bytes, or the name of the log with them, is found. */
    static List<String> filesWith(CrashDisk disk, List<Bytes> bytes) {
        return disk.all().stream()
                .filter(name -> {
                    String file = Bytes.wrap(disk.bytes(name)).toHex();
                    return bytes.stream().anyMatch(one -> file.contains(one.toHex()));
                })
                .toList();
    }

    private List<Bytes> traces() {
        List<Bytes> traces = new ArrayList<>();
        entries.forEach(one -> {
            traces.add(one.slice(0, 24));
            traces.add(one.slice(one.size() - 24, one.size()));
            traces.add(Relay.entryHash(one).value());
        });
        traces.add(log.capabilityHash().value());
        return traces;
    }

    @Test
    void releases_count_over_a_kill_and_a_gone_log_is_gone_after_it() {
        LogStore store = filled();
        placed(store, release(log, 1, 2));
        CrashDisk killed = disk.kill();
        LogStore again = open(killed);
        assertThat(one(again, release(log, 1, 2))).as("one member counts once").isInstanceOf(Outcome.Placed.class);
        assertThat(one(again, release(log, 2, 2))).isEqualTo(GONE);
        LogStore last = open(killed.kill());
        assertThat(last.isGone(log.id())).isTrue();
        assertThat(all(last, other)).isEqualTo(others);
        assertThat(last.damages()).isEmpty();
    }

    @Test
    void a_gone_log_is_not_created_again_not_written_and_not_read() throws IOException {
        LogStore store = filled();
        assertThat(one(store, release(log, 1, 1))).isEqualTo(GONE);
        store.erase();
        for (LogStore now : List.of(store, open(disk.kill()))) {
            assertThatCode(() -> one(now, creation(log)))
                    .as("the store is not broken over it")
                    .doesNotThrowAnyException();
            assertThat(one(now, creation(log))).isEqualTo(GONE);
            assertThat(one(now, append(log, entries.getFirst()))).isEqualTo(GONE);
            assertThat(one(now, release(log, 1, 1))).isEqualTo(GONE);
            assertThat(now.capabilities(log.id())).isEmpty();
            assertThat(now.onChain(log.id(), Head.start(log.id()))).isFalse();
            assertThatThrownBy(() -> now.current(log.id())).isInstanceOf(LogGone.class);
            assertThatThrownBy(() -> now.read(log.id(), 0, 1, 1, bytes -> true)).isInstanceOf(LogGone.class);
        }
    }

    @Test
    void after_the_sweep_no_file_holds_a_byte_of_the_gone_log_and_everything_else_stands() throws IOException {
        LogStore store = filled();
        placed(store, release(log, 1, 2));
        assertThat(filesWith(disk, traces()))
                .as("they are found while they are there")
                .isNotEmpty();
        one(store, release(log, 2, 2));
        store.erase();
        assertThat(filesWith(disk, traces())).isEmpty();
        assertThat(all(store, other)).isEqualTo(others);
        placed(store, append(other, entry(random, 300)));
        assertThat(store.damages()).isEmpty();

        CrashDisk after = disk.crash(random);
        LogStore again = open(after);
        assertThat(all(again, other)).startsWith(others.toArray(Bytes[]::new)).hasSize(21);
        assertThat(again.damages()).isEmpty();
        assertThat(again.gone().segments()).as("nothing is left to be swept").isEmpty();
        assertThat(filesWith(after, traces())).isEmpty();
    }

    @Test
    void a_start_without_indexes_reads_fillers_as_nothing() throws IOException {
        LogStore store = filled();
        one(store, release(log, 1, 1));
        store.erase();
        CrashDisk after = disk.kill();
        after.all().stream().filter(name -> name.endsWith(".index")).forEach(after::remove);
        LogStore again = open(after);
        assertThat(all(again, other)).isEqualTo(others);
        assertThat(again.isGone(log.id())).isTrue();
        assertThat(again.damages()).isEmpty();
    }

    @Test
    void an_entry_that_had_rotted_goes_as_far_as_the_index_still_names_it() throws IOException {
        LogStore store = filled();
        CrashDisk rotten = disk.kill();
        int headerOfAnEntry = find(rotten.bytes(Segment.name(0)), entries.getFirst()) - RecordHeader.SIZE + 20;
        rotten.rot(Segment.name(0), headerOfAnEntry);
        LogStore again = open(rotten);
        one(again, release(log, 1, 1));
        again.erase();
        assertThat(filesWith(rotten, traces())).isEmpty();
        assertThat(all(again, other)).isEqualTo(others);
        assertThat(store.logCount()).isEqualTo(2);
    }

    private static int find(byte[] in, Bytes what) {
        return Bytes.wrap(in).toHex().indexOf(what.toHex()) / 2;
    }

    @Test
    void blobs_of_a_gone_log_leave_the_disk_by_the_next_sweep_or_after_a_kill_by_the_first() throws IOException {
        Bytes blob = Bytes.utf8("a sealed blob of the room");
        CrashDisk died = new CrashDisk();
        for (boolean killed : List.of(false, true)) {
            CrashDisk on = killed ? died : disk;
            Stores stores = stores(on);
            stores.logs().commit(List.of(creation(log), creation(other)));
            stores.blobs().put(log.id(), blob);
            stores.blobs().put(other.id(), blob);
            stores.logs().commit(List.of(release(log, 1, 1)));
            CrashDisk now = killed ? on.kill() : on;
            (killed ? stores(now) : stores).sweep().run();
            assertThat(now.all()).noneMatch(name -> name.contains(log.id().toHex()));
            assertThat(now.all()).anyMatch(name -> name.contains(other.id().toHex()));
        }
    }

    private static Stores stores(CrashDisk on) throws IOException {
        return Stores.inFiles(on, new Random(1)::nextBytes, StoreFixture.SMALL, Runnable::run, () -> Instant.EPOCH);
    }

    @Test
    void what_a_sweep_wrote_aside_when_it_died_is_not_left_lying() throws IOException {
        filled();
        String aside = Segment.name(0) + SegmentEraser.SUFFIX;
        try (DiskFile file = disk.open(aside)) {
            file.write(0, ByteBuffer.wrap(new byte[10]));
        }
        CrashDisk killed = disk.kill();
        open(killed);
        assertThat(killed.exists(aside)).isFalse();
    }

    @Test
    void a_full_disk_puts_a_sweep_off_and_harms_nothing() throws IOException {
        LogStore store = filled();
        one(store, release(log, 1, 1));
        disk.room(100);
        assertThatThrownBy(store::erase).isInstanceOf(DiskFull.class);
        assertThat(all(store, other)).isEqualTo(others);
        disk.room(Long.MAX_VALUE);
        store.erase();
        assertThat(filesWith(disk, traces())).isEmpty();
        assertThat(all(open(disk.kill()), other)).isEqualTo(others);
    }

    @Test
    void memory_of_a_gone_log_is_given_back_but_for_its_name() {
        Quota quota = new Quota(new Quota.Most(Quota.LOG_BYTES + Quota.ENTRY_BYTES, 1, Long.MAX_VALUE));
        quota.add(1, 1);
        assertThat(quota.hasRoomFor(1, 0)).isFalse();
        quota.leave(1, 1);
        assertThat(quota.hasRoomFor(0, 13)).isTrue();
        assertThat(quota.hasRoomFor(1, 1)).as("its name still counts").isFalse();
    }

    /** A folder as a relay before erasure left it: the same records under the first version of a segment's header. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_folder_of_a_relay_that_never_erased_starts_goes_on_and_can_be_swept(boolean withIndex) throws IOException {
        filled();
        CrashDisk before = disk.kill();
        for (String name : before.all()) {
            if (name.endsWith(Segment.SUFFIX)) {
                asVersionOne(before, name);
            } else if (!withIndex && name.endsWith(".index")) {
                before.remove(name);
            }
        }
        LogStore store = open(before);
        assertThat(store.damages()).isEmpty();
        assertThat(all(store, log)).isEqualTo(entries);
        placed(store, append(other, entry(random, 300)));
        one(store, release(log, 1, 1));
        store.erase();
        assertThat(filesWith(before, traces())).isEmpty();
        LogStore again = open(before.kill());
        assertThat(all(again, other)).startsWith(others.toArray(Bytes[]::new)).hasSize(21);
        assertThat(again.damages()).isEmpty();
    }

    private static void asVersionOne(CrashDisk disk, String segment) throws IOException {
        ByteBuffer header =
                ByteBuffer.wrap(disk.bytes(segment), 0, Segment.HEADER).slice();
        header.putInt(Integer.BYTES, 1);
        header.putInt(Segment.HEADER - 4, RecordHeader.crc(header, 0, Segment.HEADER - 4));
        try (DiskFile file = disk.open(segment)) {
            file.write(0, header);
            file.force();
        }
    }
}
