package parley.relay.store;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.relay.store.StoreFixture.all;
import static parley.relay.store.StoreFixture.append;
import static parley.relay.store.StoreFixture.creation;
import static parley.relay.store.StoreFixture.one;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.protocol.port.Relay.Why;
import parley.relay.TestLog;

/** A store that may hold a little. */
class QuotaTest {
    private static final int ENTRIES = 20;
    private static final Outcome LATER = new Outcome.Refused(Why.LATER);
    private static final Quota.Most LITTLE =
            new Quota.Most(2 * Quota.LOG_BYTES + ENTRIES * Quota.ENTRY_BYTES, Quota.Most.USUAL_LOGS, Long.MAX_VALUE);

    private final CrashDisk disk = new CrashDisk();
    private final TestLog log = TestLog.of("room");
    private final TestLog other = TestLog.of("another");

    private LogStore open(Quota.Most most) {
        try {
            return LogStore.open(disk, new Random(1)::nextBytes, StoreFixture.SMALL.taking(most), Runnable::run);
        } catch (IOException e) {
            throw new AssertionError("the store did not open", e);
        }
    }

    private static Bytes words(int n) {
        return Bytes.utf8("entry " + n);
    }

    @Test
    void what_is_written_without_end_leaves_the_index_within_its_share_and_is_read_as_before() throws Exception {
        LogStore store = open(LITTLE);
        store.commit(List.of(creation(log), creation(other)));
        List<Bytes> taken = new ArrayList<>();
        for (int i = 0; i < 2 * ENTRIES; i++) {
            Outcome outcome = one(store, append(i % 3 == 0 ? other : log, words(i)));
            assertThat(outcome.equals(LATER)).as("entry %d", i).isEqualTo(i >= ENTRIES);
            if (i < ENTRIES && i % 3 != 0) {
                taken.add(words(i));
            }
        }
        assertThat(one(store, creation(TestLog.of("a third")))).isEqualTo(LATER);
        assertThat(all(store, log)).isEqualTo(taken);
        assertThat(one(store, append(other, words(0))))
                .as("what stands already")
                .isInstanceOf(Outcome.Placed.class);
        store.close();
        store = open(LITTLE);
        assertThat(all(store, log)).as("after a start").isEqualTo(taken);
        assertThat(one(store, append(log, words(ENTRIES)))).isEqualTo(LATER);
        store.close();
        store = open(new Quota.Most(LITTLE.indexBytes() + Quota.ENTRY_BYTES, LITTLE.logs(), Long.MAX_VALUE));
        assertThat(one(store, append(log, words(ENTRIES)))).as("with more").isInstanceOf(Outcome.Placed.class);
        assertThat(one(store, append(log, words(ENTRIES + 1)))).isEqualTo(LATER);
    }

    @Test
    void one_batch_takes_no_more_than_there_is_room_for() {
        LogStore store = open(LITTLE);
        List<Change> changes = new ArrayList<>(List.of(creation(log), creation(other)));
        for (int i = 0; i < ENTRIES + 5; i++) {
            changes.add(append(log, words(i)));
        }
        List<Outcome> outcomes = store.commit(changes);
        assertThat(outcomes.subList(0, 2 + ENTRIES)).doesNotContain(LATER);
        assertThat(outcomes.subList(2 + ENTRIES, outcomes.size())).containsOnly(LATER);
    }

    @Test
    void logs_are_taken_up_to_their_number_and_what_is_there_goes_on() {
        LogStore store = open(Quota.Most.UNBOUNDED.logs(1));
        assertThat(one(store, creation(log))).isInstanceOf(Outcome.Placed.class);
        assertThat(one(store, creation(other))).isEqualTo(LATER);
        assertThat(one(store, creation(log))).as("again").isInstanceOf(Outcome.Placed.class);
        assertThat(one(store, append(log, words(1)))).isInstanceOf(Outcome.Placed.class);
    }
}
