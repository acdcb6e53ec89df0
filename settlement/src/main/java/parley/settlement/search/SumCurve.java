package parley.settlement.search;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/** The weighted sum is at least a target. */
final class SumCurve implements Curve {
    private final BigInteger[] worth;
    private BigInteger target;

    /** @param worth weights, none negative, not all 0 */
    SumCurve(BigInteger[] worth, BigInteger target) {
        this.worth = worth;
        this.target = target;
    }

    void raise(BigInteger to) {
        target = to;
    }

    BigInteger worth(long[] sums) {
        BigInteger sum = BigInteger.ZERO;
        for (int party = 0; party < sums.length; party++) {
            sum = sum.add(worth[party].multiply(BigInteger.valueOf(sums[party])));
        }
        return sum;
    }

    BigInteger worth(int party) {
        return worth[party];
    }

    @Override
    public boolean holds(long[] sums) {
        return worth(sums).compareTo(target) >= 0;
    }

    /** The line itself. */
    @Override
    public Optional<long[]> tangent(long[] sums) {
        return Arrays.stream(worth).allMatch(one -> one.bitLength() < Long.SIZE)
                ? Optional.of(Arrays.stream(worth)
                        .mapToLong(BigInteger::longValueExact)
                        .toArray())
                : Optional.empty();
    }

    /** From the floors, what is missing is got where it costs the least weight. */
    @Override
    public BigInteger least(long[] weights, long[] floors) {
        BigInteger missing = target.subtract(worth(floors));
        BigInteger start = Curve.dot(weights, floors);
        if (missing.signum() <= 0) {
            return start;
        }
        BigInteger extra = null;
        for (int party = 0; party < weights.length; party++) {
            if (worth[party].signum() > 0) {
                BigInteger cost = Curve.ceilDivide(missing.multiply(BigInteger.valueOf(weights[party])), worth[party]);
                extra = extra == null ? cost : extra.min(cost);
            }
        }
        return extra == null ? start : start.add(extra);
    }

    @Override
    public void cheapest(double[] weights, long[] floors, double[] into) {
        int best = -1;
        for (int party = 0; party < weights.length; party++) {
            into[party] = floors[party];
            if (worth[party].signum() > 0 && (best < 0 || perWorth(weights, party) < perWorth(weights, best))) {
                best = party;
            }
        }
        double missing = target.subtract(worth(floors)).doubleValue();
        if (missing > 0 && best >= 0) {
            into[best] += missing / worth[best].doubleValue();
        }
    }

    private double perWorth(double[] weights, int party) {
        return weights[party] / worth[party].doubleValue();
    }
}
