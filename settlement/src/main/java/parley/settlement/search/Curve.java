package parley.settlement.search;

import java.math.BigInteger;
import java.util.Optional;

/**
 * A requirement on sums that ties the parties together, beside the floor of each. The set of all real vectors that meet it is
 * convex, so a linear function with weights that are not negative has a least value on it: that is what prunes.
 */
sealed interface Curve permits SumCurve, ProductCurve {
    /** Whether whole sums meet it; exact. */
    boolean holds(long[] sums);

    /**
     * A number that {@code weights · sums} is not below, for all sums that meet this and the floors; exact, rounded up to a
     * whole number only where whole sums allow it.
     */
    BigInteger least(long[] weights, long[] floors);

    /** Whole weights, none negative, whose least sum lies near these sums; empty where they don't fit. */
    Optional<long[]> tangent(long[] sums);

    /** About the point at which {@code weights · sums} is least, for steering only. */
    void cheapest(double[] weights, long[] floors, double[] into);

    static BigInteger dot(long[] weights, long[] sums) {
        BigInteger dot = BigInteger.ZERO;
        for (int party = 0; party < sums.length; party++) {
            dot = dot.add(BigInteger.valueOf(weights[party]).multiply(BigInteger.valueOf(sums[party])));
        }
        return dot;
    }

    /** Rounded up; {@code under} positive. */
    static BigInteger ceilDivide(BigInteger over, BigInteger under) {
        BigInteger[] parts = over.divideAndRemainder(under);
        return parts[1].signum() > 0 ? parts[0].add(BigInteger.ONE) : parts[0];
    }
}
