package parley.simulation.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import parley.base.Bytes;

/**
 * Finds any of many byte patterns in any bytes, quickly: the oracle that looks for texts and keys where they must not be.
 *
 * <p>Looks at two neighbouring bytes in every seven: any eight bytes have such a pair among them, and a table says of it where in
 * which beginnings it stands, which of most is nowhere. Not thread-safe.
 *
 * @param <T> what a pattern stands for
 */
public final class Patterns<T> {
    /** Shorter patterns aren't looked for. */
    public static final int LEAST_BYTES = 8;

    /** So many pairs of neighbours has the shortest pattern: one of them stands where we look. */
    private static final int STRIDE = LEAST_BYTES - 1;

    /** By a pair of bytes: bit i is set when it stands at place i of a pattern's beginning. */
    private final byte[] places = new byte[1 << 16];

    private final Map<Long, List<Pattern<T>>> byStart = new HashMap<>();

    private record Pattern<T>(Bytes bytes, T meaning) {}

    /** @param bytes at least {@link #LEAST_BYTES} */
    public void add(Bytes bytes, T meaning) {
        if (bytes.size() < LEAST_BYTES) {
            throw new IllegalArgumentException("too short to be found: " + bytes.size());
        }
        for (int at = 0; at < STRIDE; at++) {
            places[pair(bytes, at)] |= (byte) (1 << at);
        }
        byStart.computeIfAbsent(start(bytes, 0), s -> new ArrayList<>()).add(new Pattern<>(bytes, meaning));
    }

    /** What every pattern found in these bytes stands for. */
    public List<T> in(Bytes where) {
        List<T> found = List.of();
        for (int at = 0; at + 1 < where.size(); at += STRIDE) {
            int known = places[pair(where, at)];
            for (int place = STRIDE - 1; known != 0 && place >= 0; place--) {
                if ((known >>> place & 1) != 0) {
                    found = adding(found, where, at - place);
                }
            }
        }
        return found;
    }

    private List<T> adding(List<T> found, Bytes where, int at) {
        if (at < 0 || at + LEAST_BYTES > where.size()) {
            return found;
        }
        List<Pattern<T>> candidates = byStart.get(start(where, at));
        if (candidates == null) {
            return found;
        }
        List<T> more = new ArrayList<>(found);
        for (Pattern<T> pattern : candidates) {
            int end = at + pattern.bytes().size();
            if (end <= where.size() && where.slice(at, end).equals(pattern.bytes())) {
                more.add(pattern.meaning());
            }
        }
        return more;
    }

    private static int pair(Bytes bytes, int at) {
        return ((bytes.at(at) & 0xff) << Byte.SIZE) | (bytes.at(at + 1) & 0xff);
    }

    private static long start(Bytes bytes, int at) {
        long start = 0;
        for (int i = 0; i < LEAST_BYTES; i++) {
            start = (start << Byte.SIZE) | (bytes.at(at + i) & 0xff);
        }
        return start;
    }
}
