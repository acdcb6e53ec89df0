package parley.settlement.search;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import parley.settlement.Ratio;
import parley.settlement.solver.Question.Demand;
import parley.settlement.solver.Question.Wish;

/**
 * A greater smallest share; where that is equal, a greater next smallest, and so on. A share is a party's gain by a unit of its own.
 *
 * <p>Whatever is better than shares z₁ ≤ z₂ ≤ … has, for some k, parties in some order at z₁ … zₖ and all others beyond zₖ₊₁. The
 * least weighted sum over all of these cases is what a cut may ask for.
 */
final class LexAim extends Aim {
    private final int[] counted;
    private final long[] offset;
    private final long[] unit;
    /** Ascending; of the best so far, null while there is none. */
    private Ratio @Nullable [] reached;

    /**
     * @param counted the parties whose shares matter; at least one
     * @param offset what is taken from each party's sum to get its gain
     * @param unit what each gain is divided by; positive for those counted
     * @param floors for all parties; the counted ones' are raised
     * @param curve a further condition that stays as it is
     */
    LexAim(int[] counted, long[] offset, long[] unit, long[] floors, @Nullable Curve curve) {
        super(floors, curve);
        this.counted = counted;
        this.offset = offset;
        this.unit = unit;
    }

    @Override
    boolean betters(long[] sums) {
        return reached == null || Arrays.compare(shares(sums), reached) > 0;
    }

    @Override
    void raiseBeyond(long[] sums) {
        Ratio[] shares = shares(sums);
        reached = shares;
        for (int party : counted) {
            floors()[party] = Math.max(floors()[party], atLeast(party, shares[0], false));
        }
    }

    /** The smallest share of the best so far. */
    Optional<Ratio> smallest() {
        return reached == null ? Optional.empty() : Optional.of(reached[0]);
    }

    @Override
    public BigInteger least(long[] weights) {
        BigInteger least = super.least(weights);
        return reached == null ? least : least.max(leastBetter(weights, reached));
    }

    /**
     * For some k, at least as many parties have the first share as had, and so on up to the k-th, and more have the next one than had:
     * which they are does not matter.
     */
    @Override
    List<List<Demand>> cases() {
        if (reached == null) {
            return super.cases();
        }
        List<List<Demand>> cases = new ArrayList<>();
        for (int k = 0; k < counted.length; k++) {
            List<Demand> one = new ArrayList<>();
            for (int at = 0; at <= k; at++) {
                long[] each = new long[floors().length];
                Arrays.fill(each, Long.MAX_VALUE);
                for (int party : counted) {
                    each[party] = atLeast(party, reached[at], at == k);
                }
                one.add(new Demand.Several(counted.length - at, each));
            }
            cases.add(one);
        }
        return cases;
    }

    @Override
    Wish wish() {
        return reached == null ? super.wish() : new Wish.Smallest(offset, unit);
    }

    @Override
    public void cheapest(double[] weights, double[] into) {
        super.cheapest(weights, into);
        if (reached != null && !hasCurve()) {
            for (int party : counted) {
                into[party] = atLeast(party, reached[0], true);
            }
        }
    }

    /**
     * Sets of parties that stand at the first shares, one party more a round: {@code held[set]} is the least that they weigh.
     */
    private BigInteger leastBetter(long[] weights, Ratio[] shares) {
        int n = counted.length;
        BigInteger others = BigInteger.ZERO;
        boolean[] counts = new boolean[weights.length];
        for (int party : counted) {
            counts[party] = true;
        }
        for (int party = 0; party < weights.length; party++) {
            others = counts[party] ? others : others.add(product(weights[party], floors()[party]));
        }
        BigInteger[] held = new BigInteger[1 << n];
        held[0] = BigInteger.ZERO;
        BigInteger least = null;
        for (int set = 0; set < held.length - 1; set++) {
            Ratio share = shares[Integer.bitCount(set)];
            BigInteger here = held[set];
            BigInteger beyond = here;
            for (int at = 0; at < n; at++) {
                if ((set >> at & 1) == 0) {
                    int party = counted[at];
                    beyond = beyond.add(product(weights[party], atLeast(party, share, true)));
                    BigInteger one = here.add(product(weights[party], atLeast(party, share, false)));
                    int with = set | 1 << at;
                    held[with] = held[with] == null ? one : held[with].min(one);
                }
            }
            least = least == null ? beyond : least.min(beyond);
        }
        return java.util.Objects.requireNonNull(least, "some party is counted").add(others);
    }

    /** The least sum with which a party's share is at least {@code share}, or beyond it. */
    private long atLeast(int party, Ratio share, boolean beyond) {
        BigInteger[] parts =
                share.over().multiply(BigInteger.valueOf(unit[party])).divideAndRemainder(share.under());
        boolean up = beyond || parts[1].signum() > 0;
        return offset[party] + parts[0].longValueExact() + (up ? 1 : 0);
    }

    private Ratio[] shares(long[] sums) {
        return IntStream.of(counted)
                .mapToObj(party -> Ratio.of(sums[party] - offset[party], unit[party]))
                .sorted()
                .toArray(Ratio[]::new);
    }

    private static BigInteger product(long one, long other) {
        return BigInteger.valueOf(one).multiply(BigInteger.valueOf(other));
    }

    /** Weights · (offset + z · unit) for the counted and weights · floors for the others can't exceed what is there. */
    @Override
    Optional<Ratio> bound(long[] weights, BigInteger most) {
        BigInteger left = most;
        BigInteger perShare = BigInteger.ZERO;
        boolean[] counts = new boolean[weights.length];
        for (int party : counted) {
            counts[party] = true;
            left = left.subtract(product(weights[party], offset[party]));
            perShare = perShare.add(product(weights[party], unit[party]));
        }
        for (int party = 0; party < weights.length; party++) {
            left = counts[party] ? left : left.subtract(product(weights[party], floors()[party]));
        }
        return perShare.signum() == 0 ? Optional.empty() : Optional.of(new Ratio(left, perShare));
    }
}
