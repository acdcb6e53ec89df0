package parley.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.protocol.port.Key;
import parley.protocol.port.Store.StoreFailed;
import parley.protocol.port.Tx;

/** The simulated disk keeps the promise of the store port also where it fails. */
class MemoryStoreTest {
    private static final Key A = Key.of("a");
    private static final Key B = Key.of("b");

    @Test
    void cellsChangeTogetherOrNotAtAll() {
        MemoryStore store = new MemoryStore();
        put(store, A, "1");
        assertThatThrownBy(() -> store.transact(tx -> {
                    tx.put(A, Bytes.utf8("2"));
                    tx.delete(B);
                    throw new IllegalArgumentException("changed my mind");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(store.cells().get(A)).contains(Bytes.utf8("1"));
    }

    @Test
    void readsSeeTheirOwnWrites() {
        MemoryStore store = new MemoryStore();
        put(store, A, "1");
        store.transact(tx -> {
            tx.put(A, Bytes.utf8("2"));
            assertThat(tx.get(A)).contains(Bytes.utf8("2"));
            tx.delete(A);
            assertThat(tx.get(A)).isEmpty();
            return "";
        });
        assertThat(store.cells().size()).isZero();
    }

    @Test
    void aFailedCommitIsKeptWholeOrGoneAsTheScheduleSays() {
        Deque<MemoryStore.Outcome> outcomes = new ArrayDeque<>(
                List.of(MemoryStore.Outcome.KEPT_BUT_FAILED, MemoryStore.Outcome.LOST, MemoryStore.Outcome.KEPT));
        MemoryStore store = new MemoryStore(Cells.NONE, outcomes::remove, changes -> {});
        assertThatThrownBy(() -> put(store, A, "1")).isInstanceOf(StoreFailed.class);
        assertThat(store.cells().get(A)).contains(Bytes.utf8("1"));
        assertThat(store.lastWasKept()).isTrue();
        assertThatThrownBy(() -> put(store, A, "2")).isInstanceOf(StoreFailed.class);
        assertThat(store.cells().get(A)).contains(Bytes.utf8("1"));
        assertThat(store.lastWasKept()).isFalse();
        put(store, A, "3");
        assertThat(store.cells().get(A)).contains(Bytes.utf8("3"));
    }

    @Test
    void aTransactionIsOfNoUseAfterItsEnd() {
        MemoryStore store = new MemoryStore();
        Tx leaked = store.transact(tx -> tx);
        assertThatThrownBy(() -> leaked.get(A)).isInstanceOf(IllegalStateException.class);
    }

    private static void put(MemoryStore store, Key key, String value) {
        store.transact(tx -> {
            tx.put(key, Bytes.utf8(value));
            return value;
        });
    }
}
