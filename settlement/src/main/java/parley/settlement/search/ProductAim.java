package parley.settlement.search;

import java.math.BigInteger;
import java.util.Optional;
import parley.settlement.Ratio;

/** A greater product of the counted parties' gains, each of which is at least 1 unit. */
final class ProductAim extends Aim {
    private final ProductCurve curve;
    private final long[] offset;

    /** @param floors for all parties; those of the counted at least one above the offset */
    ProductAim(int[] counted, long[] offset, long[] floors) {
        this(new ProductCurve(counted, offset, BigInteger.ONE), offset, floors);
    }

    private ProductAim(ProductCurve curve, long[] offset, long[] floors) {
        super(floors, curve);
        this.curve = curve;
        this.offset = offset;
    }

    BigInteger product(long[] sums) {
        return curve.product(sums);
    }

    @Override
    void raiseBeyond(long[] sums) {
        curve.raise(curve.product(sums).add(BigInteger.ONE));
    }

    /** Of a weighted sum of gains, the product is greatest where all terms are equal. */
    @Override
    Optional<Ratio> bound(long[] weights, BigInteger most) {
        int n = curve.counted().length;
        BigInteger left = most;
        BigInteger under = BigInteger.valueOf(n).pow(n);
        boolean[] counts = new boolean[weights.length];
        for (int party : curve.counted()) {
            counts[party] = true;
            left = left.subtract(BigInteger.valueOf(weights[party]).multiply(BigInteger.valueOf(offset[party])));
            under = under.multiply(BigInteger.valueOf(weights[party]));
        }
        for (int party = 0; party < weights.length; party++) {
            if (!counts[party]) {
                left = left.subtract(BigInteger.valueOf(weights[party]).multiply(BigInteger.valueOf(floors()[party])));
            }
        }
        return under.signum() == 0
                ? Optional.empty()
                : Optional.of(new Ratio(left.max(BigInteger.ZERO).pow(n), under));
    }
}
