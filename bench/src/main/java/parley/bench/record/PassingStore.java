package parley.bench.record;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import parley.base.Bytes;
import parley.protocol.port.Key;
import parley.protocol.port.Store;
import parley.protocol.port.Tx;

/**
 * An author's memory that forgets what passes by: of a long talk it keeps the cells that are read again (sessions, states) and
 * the latest of those that are written once (entries). Nothing survives this process. Not thread-safe.
 */
final class PassingStore implements Store {
    /** Far more than a seat looks back while it writes. */
    private static final int MOST_PASSING = 20_000;

    private final Map<Key, Bytes> kept = new HashMap<>();
    private final Map<Key, Bytes> passing = new LinkedHashMap<>(MOST_PASSING, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Bytes> eldest) {
            return size() > MOST_PASSING;
        }
    };
    private boolean forgetting;

    /** From now on cells that are new may be forgotten, or no longer. */
    void forgetting(boolean now) {
        forgetting = now;
        if (!now) {
            kept.putAll(passing);
            passing.clear();
        }
    }

    @Override
    public <T> T transact(Work<T> work) {
        return work.in(new Direct());
    }

    /** Changes at once: an act that fails ends the whole making. */
    private final class Direct implements Tx {
        @Override
        public Optional<Bytes> get(Key key) {
            return Optional.ofNullable(kept.getOrDefault(key, passing.get(key)));
        }

        @Override
        public void put(Key key, Bytes value) {
            if (forgetting && !kept.containsKey(key)) {
                passing.put(key, value);
            } else {
                kept.put(key, value);
            }
        }

        @Override
        public void delete(Key key) {
            kept.remove(key);
            passing.remove(key);
        }
    }
}
