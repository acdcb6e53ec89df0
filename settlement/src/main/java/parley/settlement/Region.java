package parley.settlement;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A part of all packages: those whose option lies, for each issue named, among the options listed for it.
 *
 * @param within for the index of each issue that matters, the indices of the options that lie inside
 */
public record Region(SortedMap<Integer, SortedSet<Integer>> within) {
    public Region {
        TreeMap<Integer, SortedSet<Integer>> copy = new TreeMap<>();
        within.forEach((issue, options) -> copy.put(issue, Collections.unmodifiableSortedSet(new TreeSet<>(options))));
        within = Collections.unmodifiableSortedMap(copy);
        if (within.isEmpty()) {
            throw new IllegalArgumentException("a region names at least one issue");
        }
    }

    /** Whether a package lies inside; only the issues named are looked at. */
    public boolean holds(int[] options) {
        return within.entrySet().stream().allMatch(side -> side.getValue().contains(options[side.getKey()]));
    }
}
