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
    /** Entries and texts: far more than a seat looks back while it writes. */
    private static final int MOST_LARGE = 20_000;
    /** Digests and the like, which the reader's receipts are held against up to two minutes later. */
    private static final int MOST_SMALL = 2_000_000;
    /** In bytes; an entry has 4 KiB. */
    private static final int SMALL = 512;
    /** Of each size, whenever forgetting ends: where an epoch or a room stopped is looked at again long after. */
    private static final int LATEST = 2_000;

    private final Map<Key, Bytes> kept = new HashMap<>();
    private final Passing large = new Passing(MOST_LARGE);
    private final Passing small = new Passing(MOST_SMALL);
    private boolean forgetting;

    /** From now on cells that are new may be forgotten, or no longer; the latest are kept for good then. */
    void forgetting(boolean now) {
        forgetting = now;
        if (!now) {
            large.giveLatest(kept);
            small.giveLatest(kept);
        }
    }

    @Override
    public <T> T transact(Work<T> work) {
        return work.in(new Direct());
    }

    /** The last so many cells that were written or read. */
    private static final class Passing extends LinkedHashMap<Key, Bytes> {
        private static final long serialVersionUID = 1L;

        private final int most;

        private Passing(int most) {
            super(16, 0.75f, true);
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Bytes> eldest) {
            return size() > most;
        }

        private void giveLatest(Map<Key, Bytes> to) {
            for (int i = 0; i < LATEST && !isEmpty(); i++) {
                Map.Entry<Key, Bytes> latest = pollLastEntry();
                to.put(latest.getKey(), latest.getValue());
            }
        }
    }

    /** Changes at once: an act that fails ends the whole making. */
    private final class Direct implements Tx {
        @Override
        public Optional<Bytes> get(Key key) {
            Bytes passing = small.getOrDefault(key, large.get(key));
            return Optional.ofNullable(kept.getOrDefault(key, passing));
        }

        @Override
        public void put(Key key, Bytes value) {
            large.remove(key);
            small.remove(key);
            if (forgetting && !kept.containsKey(key)) {
                (value.size() <= SMALL ? small : large).put(key, value);
            } else {
                kept.put(key, value);
            }
        }

        @Override
        public void delete(Key key) {
            kept.remove(key);
            large.remove(key);
            small.remove(key);
        }
    }
}
