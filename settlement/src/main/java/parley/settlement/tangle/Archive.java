package parley.settlement.tangle;

import java.util.ArrayList;
import java.util.List;

/**
 * The best packages of two parties so far, none better than another, and between each two of them the corner that a further one must reach:
 * one unit more than its neighbours for either.
 */
final class Archive {
    /** In descending order of the first party's numbers. */
    private final List<Entry> entries = new ArrayList<>();
    /** Less than any package gives. */
    private final long[] least;

    private int version;

    /**
     * A package.
     *
     * @param first what it gives the first party
     * @param second what it gives the second
     * @param options of each variable
     */
    @SuppressWarnings("ArrayRecordComponent") // read, never compared
    record Entry(long first, long second, int[] options) {}

    Archive(long[] least) {
        this.least = least;
    }

    List<Entry> entries() {
        return entries;
    }

    /** Counts up whenever corners change. */
    int version() {
        return version;
    }

    /** Whether no package so far is as good for both; then it is taken in, and what it betters goes. */
    boolean add(long first, long second, int[] options) {
        int at = 0;
        while (at < entries.size() && entries.get(at).first() >= first) {
            if (entries.get(at).second() >= second) {
                return false;
            }
            at++;
        }
        // Of those with no more for the first, the ones with no more for the second are bettered; so may the last with
        // as much for the first.
        int from = at > 0 && entries.get(at - 1).first() == first ? at - 1 : at;
        int to = from;
        while (to < entries.size() && entries.get(to).second() <= second) {
            to++;
        }
        entries.subList(from, to).clear();
        entries.add(from, new Entry(first, second, options.clone()));
        version++;
        return true;
    }

    int corners() {
        return entries.size() + 1;
    }

    /** What a package in a corner gives a party at least. */
    long corner(int at, int party) {
        if (party == 0) {
            return at == entries.size() ? least[0] : entries.get(at).first() + 1;
        }
        return at == 0 ? least[1] : entries.get(at - 1).second() + 1;
    }
}
