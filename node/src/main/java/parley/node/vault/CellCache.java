package parley.node.vault;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Secret;
import parley.protocol.port.Key;

/**
 * What transactions read or wrote last, opened: a talk reads the same few cells for every message.
 *
 * <p>Holds what the last commit left and nothing else: whoever commits tells it what changed, and whoever can't know what
 * a commit left empties it. Bounded; the least used goes first. What goes is overwritten with zeros: some of it is keys. Copies
 * that were given out are their readers' to answer for. Used under the vault's writing lock.
 */
final class CellCache {
    /** Sessions, states and counters of a busy table, and the latest entries. */
    private static final int MOST_BYTES = 2 * 1024 * 1024;

    /** Packages of newcomers and large snapshots would push out all else, and are read at a start only. */
    private static final int MOST_CELL = 32 * 1024;

    /** What an entry costs beside its bytes. */
    private static final int OVERHEAD = 128;

    private final Map<Key, Secret> cells = new LinkedHashMap<>(256, 0.75f, true);
    private int bytes;

    Optional<Bytes> get(Key key) {
        return Optional.ofNullable(cells.get(key)).map(Secret::revealBytes);
    }

    void put(Key key, Bytes value) {
        forget(key);
        if (value.size() > MOST_CELL) {
            return;
        }
        cells.put(key, Secret.of(value));
        bytes += cost(key, value.size());
        Iterator<Map.Entry<Key, Secret>> oldest = cells.entrySet().iterator();
        while (bytes > MOST_BYTES && oldest.hasNext()) {
            Map.Entry<Key, Secret> one = oldest.next();
            bytes -= cost(one.getKey(), one.getValue().size());
            one.getValue().close();
            oldest.remove();
        }
    }

    void forget(Key key) {
        Secret gone = cells.remove(key);
        if (gone != null) {
            bytes -= cost(key, gone.size());
            gone.close();
        }
    }

    void clear() {
        cells.values().forEach(Secret::close);
        cells.clear();
        bytes = 0;
    }

    private static int cost(Key key, int size) {
        return key.name().size() + size + OVERHEAD;
    }
}
