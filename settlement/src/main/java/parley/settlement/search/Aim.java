package parley.settlement.search;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.settlement.Ratio;
import parley.settlement.solver.Question.Demand;
import parley.settlement.solver.Question.Wish;
import parley.settlement.tangle.Goal;

/**
 * What the next package has to reach: a floor for each party's sum, and perhaps a curve. Each package that reaches it becomes the best
 * so far and raises the aim just beyond itself, so when nothing reaches the aim any more, the best is proved. All of it is exact.
 */
abstract sealed class Aim implements Goal permits LexAim, ProductAim, SumAim {
    private final long[] floors;
    private final @Nullable Curve curve;
    private long @Nullable [] bestSums;
    private int @Nullable [] bestChoices;

    Aim(long[] floors, @Nullable Curve curve) {
        this.floors = floors.clone();
        this.curve = curve;
    }

    /** What floors and curve don't say already. */
    boolean betters(long[] sums) {
        return true;
    }

    /** Raises floors or curve just beyond sums that reached them. */
    abstract void raiseBeyond(long[] sums);

    /** What a package has to meet to reach the aim, beside floors and curve: one of these, all of it. */
    List<List<Demand>> cases() {
        return List.of(List.of());
    }

    /** Where a package that reaches the aim may be found; decides nothing. */
    Wish wish() {
        long[] ones = new long[floors.length];
        Arrays.fill(ones, 1);
        return new Wish.Sum(tangent(bestSums == null ? floors : bestSums).orElse(ones));
    }

    /** Weights whose sum the curve bounds well around such sums; empty where there is no curve, or none in numbers that fit. */
    final Optional<long[]> tangent(long[] sums) {
        return curve == null ? Optional.empty() : curve.tangent(sums);
    }

    /**
     * What the measure can be at most when {@code weights · sums} is at most {@code most}; empty where these weights bound nothing.
     */
    abstract Optional<Ratio> bound(long[] weights, BigInteger most);

    /** One for each party; raised by {@link #take}. */
    final long[] floors() {
        return floors;
    }

    final boolean hasCurve() {
        return curve != null;
    }

    /** What {@code weights · sums} is at least for whatever reaches the aim. */
    @Override
    public BigInteger least(long[] weights) {
        return curve == null ? Curve.dot(weights, floors) : curve.least(weights, floors);
    }

    /** About where it is that; for steering only. */
    @Override
    public void cheapest(double[] weights, double[] into) {
        if (curve == null) {
            for (int party = 0; party < into.length; party++) {
                into[party] = floors[party];
            }
        } else {
            curve.cheapest(weights, floors, into);
        }
    }

    /** Whether sums reach the aim; if so they are the best so far. Arrays are copied. */
    @Override
    public final boolean take(long[] sums, int[] choices) {
        for (int party = 0; party < sums.length; party++) {
            if (sums[party] < floors[party]) {
                return false;
            }
        }
        if ((curve != null && !curve.holds(sums)) || !betters(sums)) {
            return false;
        }
        bestSums = sums.clone();
        bestChoices = choices.clone();
        raiseBeyond(bestSums);
        return true;
    }

    final Optional<Best> best() {
        return bestSums == null || bestChoices == null
                ? Optional.empty()
                : Optional.of(new Best(bestSums, bestChoices));
    }

    /**
     * The best so far.
     *
     * @param sums of its choices' vectors
     * @param choices one of each block
     */
    @SuppressWarnings("ArrayRecordComponent") // read, never compared
    record Best(long[] sums, int[] choices) {}
}
