package parley.settlement.frontier;

import java.util.Arrays;

/**
 * The efficient vectors over the first blocks, and from which vector of the level before, with which choice, each was made.
 * Vectors lie one after the other in descending lexicographic order.
 */
final class Level {
    private static final int FIRST_ROOM = 64;

    private final int parties;
    private long[] flat;
    private int[] parent;
    private int[] choice;
    private int count;

    Level(int parties) {
        this.parties = parties;
        flat = new long[FIRST_ROOM * parties];
        parent = new int[FIRST_ROOM];
        choice = new int[FIRST_ROOM];
    }

    /** The level before the first block: one vector of zeros. */
    static Level root(int parties) {
        Level root = new Level(parties);
        root.add(new long[parties], 0, 0, 0);
        return root;
    }

    int size() {
        return count;
    }

    /** Not to be changed; what lies behind {@link #size} vectors has no meaning. */
    long[] flat() {
        return flat;
    }

    int parent(int at) {
        return parent[at];
    }

    int choice(int at) {
        return choice[at];
    }

    void add(long[] vector, int at, int from, int with) {
        if (count == parent.length) {
            flat = Arrays.copyOf(flat, 2 * flat.length);
            parent = Arrays.copyOf(parent, 2 * count);
            choice = Arrays.copyOf(choice, 2 * count);
        }
        System.arraycopy(vector, at, flat, count * parties, parties);
        parent[count] = from;
        choice[count] = with;
        count++;
    }

    /** Once the next level stands, only the back-pointers are needed. */
    void forgetVectors() {
        flat = new long[0];
    }

    /** Only the vectors at these places, in this order; frees what was not used. */
    Level only(int[] places) {
        Level rest = new Level(parties);
        for (int at : places) {
            rest.add(flat, at * parties, parent[at], choice[at]);
        }
        return rest;
    }
}
