package parley.settlement.search;

import java.math.BigInteger;
import java.util.Optional;
import parley.settlement.Ratio;

/** A greater weighted sum, above fixed floors. */
final class SumAim extends Aim {
    private final SumCurve curve;

    /** @param worth weights, none negative, not all 0 */
    SumAim(BigInteger[] worth, long[] floors) {
        this(new SumCurve(worth, BigInteger.ZERO), floors);
    }

    private SumAim(SumCurve curve, long[] floors) {
        super(floors, curve);
        this.curve = curve;
    }

    BigInteger worth(long[] sums) {
        return curve.worth(sums);
    }

    @Override
    void raiseBeyond(long[] sums) {
        curve.raise(curve.worth(sums).add(BigInteger.ONE));
    }

    /** At the floors already, and each unit of worth beyond costs at least the smallest weight for it. */
    @Override
    Optional<Ratio> bound(long[] weights, BigInteger most) {
        Ratio perWorth = null;
        for (int party = 0; party < weights.length; party++) {
            if (curve.worth(party).signum() > 0) {
                Ratio cost = new Ratio(BigInteger.valueOf(weights[party]), curve.worth(party));
                perWorth = perWorth == null ? cost : perWorth.min(cost);
            }
        }
        if (perWorth == null || perWorth.signum() == 0) {
            return Optional.empty();
        }
        Ratio left = new Ratio(most.subtract(Curve.dot(weights, floors())), BigInteger.ONE);
        return Optional.of(left.by(perWorth).plus(new Ratio(curve.worth(floors()), BigInteger.ONE)));
    }
}
