package parley.settlement.search;

import java.math.BigInteger;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.settlement.Ratio;

/** A greater smallest gain, each counted party's divided by what makes it a share. */
final class WorstAim extends Aim {
    private final int[] counted;
    private final long[] offset;
    private final long[] unit;

    /**
     * @param counted the parties whose smallest gain matters; at least one
     * @param offset what is taken from each party's sum to get its gain
     * @param unit what each gain is divided by; positive
     * @param floors for all parties; the counted ones' are raised
     * @param curve a further condition that stays as it is
     */
    WorstAim(int[] counted, long[] offset, long[] unit, long[] floors, @Nullable Curve curve) {
        super(floors, curve);
        this.counted = counted;
        this.offset = offset;
        this.unit = unit;
    }

    /** Of these sums. */
    Ratio smallest(long[] sums) {
        Ratio least = null;
        for (int party : counted) {
            Ratio share = Ratio.of(sums[party] - offset[party], unit[party]);
            least = least == null ? share : least.min(share);
        }
        return java.util.Objects.requireNonNull(least, "some party is counted");
    }

    @Override
    void raiseBeyond(long[] sums) {
        raise(smallest(sums), true);
    }

    /** From now on the smallest share has to be at least {@code share}, or beyond it. */
    void raise(Ratio share, boolean beyond) {
        for (int party : counted) {
            BigInteger[] parts = share.over()
                    .multiply(BigInteger.valueOf(unit[party]))
                    .divideAndRemainder(share.under());
            boolean up = beyond || parts[1].signum() > 0;
            long gain = parts[0].longValueExact() + (up ? 1 : 0);
            floors()[party] = Math.max(floors()[party], offset[party] + gain);
        }
    }

    /** Weights · (offset + z · unit) for the counted and weights · floors for the others can't exceed what is there. */
    @Override
    Optional<Ratio> bound(long[] weights, BigInteger most) {
        BigInteger left = most;
        BigInteger perShare = BigInteger.ZERO;
        boolean[] counts = new boolean[weights.length];
        for (int party : counted) {
            counts[party] = true;
            BigInteger weight = BigInteger.valueOf(weights[party]);
            left = left.subtract(weight.multiply(BigInteger.valueOf(offset[party])));
            perShare = perShare.add(weight.multiply(BigInteger.valueOf(unit[party])));
        }
        for (int party = 0; party < weights.length; party++) {
            if (!counts[party]) {
                left = left.subtract(BigInteger.valueOf(weights[party]).multiply(BigInteger.valueOf(floors()[party])));
            }
        }
        return perShare.signum() == 0 ? Optional.empty() : Optional.of(new Ratio(left, perShare));
    }
}
