package parley.simulation.world;

import java.util.Map;
import java.util.TreeMap;

/** Counts what really happened, by name; two tallies of two runs add up. Not thread-safe: a run has one thread. */
public final class Tally {
    private final Map<String, Long> counts = new TreeMap<>();

    public void count(Enum<?> what) {
        count(what.name());
    }

    public void count(String what) {
        counts.merge(what, 1L, Long::sum);
    }

    public void addAll(Map<String, Long> others) {
        others.forEach((what, n) -> counts.merge(what, n, Long::sum));
    }

    public boolean has(Enum<?> what) {
        return counts.containsKey(what.name());
    }

    /** By name, in alphabetical order. */
    public Map<String, Long> counts() {
        return Map.copyOf(counts);
    }
}
