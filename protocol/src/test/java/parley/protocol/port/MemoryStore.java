package parley.protocol.port;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import parley.base.Bytes;

/** A store in memory for tests: a thrown exception undoes the transaction. Can be copied, like a disk image. */
public final class MemoryStore implements Store {
    private Map<Key, Bytes> cells = new HashMap<>();

    @Override
    public synchronized <T> T transact(Work<T> work) {
        Map<Key, Bytes> changed = new HashMap<>(cells);
        T result = work.in(new MapTx(changed));
        cells = changed;
        return result;
    }

    /** The same cells, going their own way from here. */
    public synchronized MemoryStore image() {
        MemoryStore copy = new MemoryStore();
        copy.cells = new HashMap<>(cells);
        return copy;
    }

    /** All cells as they are, to see that nothing changed. */
    public synchronized Map<Key, Bytes> cells() {
        return Map.copyOf(cells);
    }

    private record MapTx(Map<Key, Bytes> cells) implements Tx {
        @Override
        public Optional<Bytes> get(Key key) {
            return Optional.ofNullable(cells.get(key));
        }

        @Override
        public void put(Key key, Bytes value) {
            cells.put(key, value);
        }

        @Override
        public void delete(Key key) {
            cells.remove(key);
        }
    }
}
