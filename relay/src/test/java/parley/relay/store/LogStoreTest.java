package parley.relay.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static parley.relay.store.StoreFixture.all;
import static parley.relay.store.StoreFixture.append;
import static parley.relay.store.StoreFixture.appendAt;
import static parley.relay.store.StoreFixture.creation;
import static parley.relay.store.StoreFixture.one;
import static parley.relay.store.StoreFixture.open;
import static parley.relay.store.StoreFixture.placed;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Head;
import parley.protocol.port.Relay.Why;
import parley.relay.TestLog;

/** The store's promises one by one; {@link PowerLossTest} and {@link RotTest} mix them. */
class LogStoreTest {
    private final CrashDisk disk = new CrashDisk();
    private final TestLog log = TestLog.of("room");
    private final Random random = new Random(7);

    private static final Outcome LATER = new Outcome.Refused(Why.LATER);

    @Test
    void a_batch_costs_one_force_however_many_logs_it_touches() {
        LogStore store = open(disk);
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            changes.add(creation(TestLog.of("log " + i)));
        }
        store.commit(changes);
        int before = disk.forces();
        List<Change> appends = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            appends.add(append(TestLog.of("log " + i), Bytes.utf8("entry")));
        }
        store.commit(appends);
        assertThat(disk.forces()).isEqualTo(before + 1);
    }

    @Test
    void entries_of_one_batch_stand_in_its_order_and_the_same_bytes_once() {
        LogStore store = open(disk);
        placed(store, creation(log));
        List<Outcome> outcomes = store.commit(
                List.of(append(log, Bytes.utf8("a")), append(log, Bytes.utf8("b")), append(log, Bytes.utf8("a"))));
        assertThat(outcomes.get(2)).isEqualTo(outcomes.get(0));
        assertThat(all(store, log)).containsExactly(Bytes.utf8("a"), Bytes.utf8("b"));
    }

    @Test
    void a_log_can_be_created_and_used_in_one_batch() {
        LogStore store = open(disk);
        store.commit(List.of(creation(log), append(log, Bytes.utf8("a"))));
        assertThat(all(open(disk.kill()), log)).containsExactly(Bytes.utf8("a"));
    }

    @Test
    void of_two_entries_for_one_place_in_a_batch_the_second_is_refused() {
        LogStore store = open(disk);
        placed(store, creation(log));
        List<Outcome> outcomes =
                store.commit(List.of(appendAt(log, 0, Bytes.utf8("a")), appendAt(log, 0, Bytes.utf8("b"))));
        assertThat(outcomes.get(1)).isEqualTo(new Outcome.Refused(Why.PLACE_TAKEN));
    }

    @Test
    void a_start_goes_on_in_the_room_that_was_made_ahead() {
        LogStore store = open(disk);
        placed(store, creation(log));
        placed(store, append(log, Bytes.utf8("a")));
        CrashDisk killed = disk.kill();
        long size = killed.size(Segment.name(0));
        LogStore again = open(killed);
        placed(again, append(log, Bytes.utf8("b")));
        assertThat(killed.size(Segment.name(0))).as("made longer once").isEqualTo(size);
        assertThat(killed.all())
                .filteredOn(name -> name.endsWith(Segment.SUFFIX))
                .hasSize(1);
        assertThat(again.damages()).isEmpty();
        assertThat(all(open(killed.kill()), log)).containsExactly(Bytes.utf8("a"), Bytes.utf8("b"));
    }

    @Test
    void an_unknown_log_gets_nothing() {
        assertThat(one(open(disk), append(log, Bytes.utf8("a")))).isEqualTo(new Outcome.Refused(Why.NO_SUCH_LOG));
    }

    @Test
    void a_full_disk_answers_later_and_goes_on_when_there_is_room() {
        LogStore store = open(disk);
        placed(store, creation(log));
        Head first = placed(store, append(log, Bytes.utf8("first")));
        disk.room(100);
        assertThat(one(store, append(log, Bytes.utf8("second")))).isEqualTo(LATER);
        assertThat(one(store, append(log, StoreFixture.entry(random, 3000)))).isEqualTo(LATER);
        assertThat(store.current(log.id())).isEqualTo(first);
        assertThat(all(open(disk.copy()), log)).containsExactly(Bytes.utf8("first"));

        disk.room(Long.MAX_VALUE);
        placed(store, append(log, Bytes.utf8("second")));
        assertThat(all(open(disk.kill()), log)).containsExactly(Bytes.utf8("first"), Bytes.utf8("second"));
    }

    @Test
    void a_start_on_a_full_disk_still_serves_what_is_there() {
        LogStore store = open(disk);
        placed(store, creation(log));
        placed(store, append(log, Bytes.utf8("first")));
        disk.forcesFail();
        assertThatThrownBy(() -> placed(store, append(log, Bytes.utf8("second"))))
                .isInstanceOf(StoreBroken.class);
        CrashDisk after = disk.crash(new Random(3));
        after.room(0);
        assertThat(all(open(after), log)).startsWith(Bytes.utf8("first"));
    }

    @Test
    void after_a_failed_force_nothing_is_promised_any_more() {
        LogStore store = open(disk);
        placed(store, creation(log));
        disk.forcesFail();
        assertThatThrownBy(() -> one(store, append(log, Bytes.utf8("a")))).isInstanceOf(StoreBroken.class);
        assertThatThrownBy(() -> one(store, append(log, Bytes.utf8("b")))).isInstanceOf(StoreBroken.class);
        assertThat(all(store, log)).as("nobody reads what was not forced").isEmpty();
    }

    @Test
    void segments_turn_and_a_start_reads_their_indexes() {
        LogStore store = open(disk);
        placed(store, creation(log));
        List<Bytes> entries = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            entries.add(StoreFixture.entry(random, 700));
            placed(store, append(log, entries.getLast()));
        }
        assertThat(disk.all()).filteredOn(name -> name.endsWith(".index")).hasSizeGreaterThan(3);
        CrashDisk after = disk.kill();
        LogStore again = open(after);
        assertThat(all(again, log)).isEqualTo(entries);
        assertThat(again.damages()).isEmpty();

        after.all().stream().filter(name -> name.endsWith(".index")).forEach(after::remove);
        assertThat(all(open(after.kill()), log)).as("without any index").isEqualTo(entries);
    }

    @Test
    void an_older_backup_is_a_prefix_and_a_healer_brings_back_the_rest() {
        LogStore store = open(disk);
        placed(store, creation(log));
        Head first = placed(store, append(log, Bytes.utf8("first")));
        CrashDisk backup = disk.copy();
        Head second = placed(store, append(log, Bytes.utf8("second")));

        LogStore restored = open(backup);
        assertThat(restored.current(log.id())).isEqualTo(first);
        assertThat(restored.onChain(log.id(), second)).isFalse();
        assertThat(placed(restored, appendAt(log, 1, Bytes.utf8("second")))).isEqualTo(second);
    }

    @Test
    void every_head_that_was_is_known_and_no_other() {
        LogStore store = open(disk);
        Head start = placed(store, creation(log));
        List<Head> heads = new ArrayList<>(List.of(start));
        for (int i = 0; i < 20; i++) {
            heads.add(placed(store, append(log, StoreFixture.entry(random, 300))));
        }
        LogStore again = open(disk.kill());
        for (Head head : heads) {
            assertThat(again.onChain(log.id(), head)).isTrue();
            assertThat(again.onChain(log.id(), new Head(head.position() + 1, head.hash())))
                    .isFalse();
        }
    }

    @Test
    void what_was_refused_for_want_of_room_is_not_there_after_a_start() {
        LogStore store = open(disk);
        placed(store, creation(log));
        placed(store, append(log, Bytes.utf8("first")));
        disk.room(RecordHeader.SIZE + "second".length() + 50); // The one fits, the other doesn't.
        assertThat(store.commit(List.of(append(log, Bytes.utf8("second")), append(log, Bytes.utf8("third")))))
                .containsOnly(LATER);
        assertThat(all(open(disk.copy()), log)).containsExactly(Bytes.utf8("first"));
    }
}
