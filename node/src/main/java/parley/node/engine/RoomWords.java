package parley.node.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import parley.base.Hash;
import parley.protocol.identity.ComparisonCode;

/** The words of rooms' openings: slow to compute on purpose, so each is computed once, by whoever asks first. Thread-safe. */
final class RoomWords {
    /** Openings that are looked at again and again; older ones are computed anew. */
    private static final int MOST = 256;

    private final Map<Hash, List<String>> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Hash, List<String>> eldest) {
            return size() > MOST;
        }
    };

    synchronized List<String> of(Hash opening) {
        return known.computeIfAbsent(opening, one -> ComparisonCode.ofRoom(one).words());
    }
}
