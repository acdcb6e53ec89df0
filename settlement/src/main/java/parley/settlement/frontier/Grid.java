package parley.settlement.frontier;

import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Thins a level: of all vectors in one cell of a grid one stays, so that whatever goes has a neighbour that gives no party
 * {@code cell} units less or more (C. H. Papadimitriou and M. Yannakakis, On the Approximability of Trade-offs, FOCS 2000, with
 * an additive in place of a relative error).
 */
final class Grid {
    private Grid() {}

    /**
     * The first vector of each cell, in the order of the level.
     *
     * @param cell its size for each party in units; 1 or less keeps that party's vectors apart
     */
    static Level thin(Level level, int parties, long[] cell) {
        Map<LongBuffer, Integer> first = new HashMap<>();
        long[] flat = level.flat();
        for (int at = 0; at < level.size(); at++) {
            long[] sides = new long[parties];
            for (int party = 0; party < parties; party++) {
                sides[party] = flat[at * parties + party] / Math.max(1, cell[party]);
            }
            first.putIfAbsent(LongBuffer.wrap(sides), at);
        }
        return level.only(
                first.values().stream().mapToInt(Integer::intValue).sorted().toArray());
    }
}
