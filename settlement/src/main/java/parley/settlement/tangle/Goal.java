package parley.settlement.tangle;

import java.math.BigInteger;

/** What a package has to reach to be better than the best so far. */
public interface Goal {
    /**
     * Whether these sums reach the goal; if so it is raised just beyond them. Arrays are copied.
     *
     * @param sums one for each party, none negative
     * @param options of each variable
     */
    boolean take(long[] sums, int[] options);

    /** What {@code weights · sums} is at least for whatever reaches it. */
    BigInteger least(long[] weights);

    /** About where it is that; for steering only. */
    void cheapest(double[] weights, double[] into);
}
