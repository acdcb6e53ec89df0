package parley.settlement.search;

import java.math.BigInteger;
import java.util.Optional;

/**
 * The product of some parties' gains is at least a target. By the inequality of arithmetic and geometric means a weighted sum of n
 * gains is at least n times the n-th root of the target times the product of the weights.
 */
final class ProductCurve implements Curve {
    /** Of a weight and a gain together. */
    private static final int TANGENT_BITS = 56;

    private final int[] counted;
    private final long[] offset;
    private BigInteger target;
    /** What the curve asks for is found again at each step of the dual; its logarithm is kept. */
    private double logTarget;

    /**
     * @param counted the parties whose gains count
     * @param offset what is taken from each party's sum to get its gain
     * @param target at least 1
     */
    ProductCurve(int[] counted, long[] offset, BigInteger target) {
        this.counted = counted;
        this.offset = offset;
        this.target = target;
        raise(target);
    }

    void raise(BigInteger to) {
        target = to;
        int shift = Math.max(0, to.bitLength() - 60);
        logTarget = Math.log(to.shiftRight(shift).doubleValue()) + shift * Math.log(2);
    }

    int[] counted() {
        return counted;
    }

    BigInteger product(long[] sums) {
        BigInteger product = BigInteger.ONE;
        for (int party : counted) {
            product = product.multiply(BigInteger.valueOf(Math.max(0, sums[party] - offset[party])));
        }
        return product;
    }

    @Override
    public boolean holds(long[] sums) {
        return product(sums).compareTo(target) >= 0;
    }

    /** The one by each gain: where the product is that of these sums, no other point of the curve has a smaller weighted sum. */
    @Override
    public Optional<long[]> tangent(long[] sums) {
        long least = Long.MAX_VALUE;
        long greatest = 1;
        for (int party : counted) {
            long gain = sums[party] - offset[party];
            if (gain <= 0) {
                return Optional.empty();
            }
            least = Math.min(least, gain);
            greatest = Math.max(greatest, gain);
        }
        // So that weighted gains stay below 2^60.
        int bits = TANGENT_BITS - (Long.SIZE - Long.numberOfLeadingZeros(greatest));
        if (bits < 1) {
            return Optional.empty();
        }
        long[] weights = new long[sums.length];
        for (int party : counted) {
            weights[party] = BigInteger.valueOf(least)
                    .shiftLeft(bits)
                    .divide(BigInteger.valueOf(sums[party] - offset[party]))
                    .longValueExact();
        }
        return Optional.of(weights);
    }

    @Override
    public BigInteger least(long[] weights, long[] floors) {
        BigInteger atFloors = Curve.dot(weights, floors);
        // sum ≥ n (target · Π weights)^(1/n), and the sum is whole: the least whole s with s^n ≥ n^n · target · Π
        // weights.
        int n = counted.length;
        BigInteger power = target.multiply(BigInteger.valueOf(n).pow(n));
        BigInteger rest = BigInteger.ZERO;
        boolean[] counts = new boolean[weights.length];
        for (int party : counted) {
            counts[party] = true;
            power = power.multiply(BigInteger.valueOf(weights[party]));
            rest = rest.add(BigInteger.valueOf(weights[party]).multiply(BigInteger.valueOf(offset[party])));
        }
        for (int party = 0; party < weights.length; party++) {
            if (!counts[party]) {
                rest = rest.add(BigInteger.valueOf(weights[party]).multiply(BigInteger.valueOf(floors[party])));
            }
        }
        return atFloors.max(rest.add(rootRoundedUp(power, n)));
    }

    @Override
    public void cheapest(double[] weights, long[] floors, double[] into) {
        for (int party = 0; party < weights.length; party++) {
            into[party] = floors[party];
        }
        double log = logTarget;
        for (int party : counted) {
            log += Math.log(weights[party]);
        }
        double mean = Math.exp(log / counted.length);
        for (int party : counted) {
            into[party] = offset[party] + mean / weights[party];
        }
    }

    /** The least whole number whose n-th power is not below {@code value}. */
    static BigInteger rootRoundedUp(BigInteger value, int n) {
        if (value.signum() == 0) {
            return BigInteger.ZERO;
        }
        // Newton from above: falls until it is the root rounded down.
        BigInteger root = BigInteger.ONE.shiftLeft(value.bitLength() / n + 1);
        while (true) {
            BigInteger power = root.pow(n - 1);
            BigInteger next = root.multiply(BigInteger.valueOf(n - 1L))
                    .add(value.divide(power))
                    .divide(BigInteger.valueOf(n));
            if (next.compareTo(root) >= 0) {
                break;
            }
            root = next;
        }
        return root.pow(n).compareTo(value) < 0 ? root.add(BigInteger.ONE) : root;
    }
}
