package parley.simulation.world;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import parley.base.Bytes;

/**
 * Finds any of many byte patterns in any bytes, quickly: the oracle that looks for texts and keys where they must not be.
 *
 * <p>Patterns are told apart by their first eight bytes, of which a table of two-byte beginnings lets most places be passed
 * over at once. Not thread-safe.
 *
 * @param <T> what a pattern stands for
 */
public final class Patterns<T> {
    /** Shorter patterns aren't looked for. */
    public static final int LEAST_BYTES = 8;

    private static final int BEGINNINGS = 1 << 16;

    private final boolean[] begins = new boolean[BEGINNINGS];
    private final Map<Long, List<Pattern<T>>> byStart = new HashMap<>();

    private record Pattern<T>(Bytes bytes, T meaning) {}

    /** @param bytes at least {@link #LEAST_BYTES} */
    public void add(Bytes bytes, T meaning) {
        if (bytes.size() < LEAST_BYTES) {
            throw new IllegalArgumentException("too short to be found: " + bytes.size());
        }
        begins[beginning(bytes, 0)] = true;
        byStart.computeIfAbsent(start(bytes, 0), s -> new ArrayList<>()).add(new Pattern<>(bytes, meaning));
    }

    /** What every pattern found in these bytes stands for. */
    public List<T> in(Bytes where) {
        byte[] bytes = where.toArray();
        List<T> found = List.of();
        for (int at = 0; at + LEAST_BYTES <= bytes.length; at++) {
            if (begins[((bytes[at] & 0xff) << Byte.SIZE) | (bytes[at + 1] & 0xff)]) {
                found = adding(found, where, at);
            }
        }
        return found;
    }

    private List<T> adding(List<T> found, Bytes where, int at) {
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

    private static int beginning(Bytes bytes, int at) {
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
