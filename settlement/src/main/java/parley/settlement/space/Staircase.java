package parley.settlement.space;

import java.util.Arrays;

/**
 * Three parties: the first one's units only fall, so those of the other two form a staircase (H. T. Kung, F. Luccio and
 * F. P. Preparata, On Finding the Maxima of a Set of Vectors, JACM 22 (1975), the three-dimensional case).
 */
final class Staircase implements Cover {
    private static final int FIRST_STEPS = 64;

    /** Ascending. */
    private long[] second = new long[FIRST_STEPS];
    /** Descending, beside it. */
    private long[] third = new long[FIRST_STEPS];

    private int steps;

    @Override
    public boolean covers(long[] flat, int at) {
        int from = firstNotBelow(flat[at + 1]);
        return from < steps && third[from] >= flat[at + 2];
    }

    @Override
    public void add(long[] flat, int at) {
        long y = flat[at + 1];
        long z = flat[at + 2];
        // What it covers stands left of it, down to the first step that is higher than it.
        int to = firstNotBelow(y);
        if (to < steps && second[to] == y) {
            to++;
        }
        int from = to;
        while (from > 0 && third[from - 1] <= z) {
            from--;
        }
        if (from == to && steps == second.length) {
            second = Arrays.copyOf(second, 2 * steps);
            third = Arrays.copyOf(third, 2 * steps);
        }
        System.arraycopy(second, to, second, from + 1, steps - to);
        System.arraycopy(third, to, third, from + 1, steps - to);
        second[from] = y;
        third[from] = z;
        steps += from + 1 - to;
    }

    private int firstNotBelow(long y) {
        int found = Arrays.binarySearch(second, 0, steps, y);
        return found >= 0 ? found : -found - 1;
    }
}
