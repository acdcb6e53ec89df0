package parley.settlement.search;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.settlement.Ratio;
import parley.settlement.space.Block;
import parley.settlement.space.Space;

/**
 * Whole weights, and what they make of each choice: a package reaches an aim only if under each weighting its sum reaches the aim's
 * least. Sums are {@code long}: where scores are too large for that, each choice's weighted value is rounded up in coarser steps, which
 * can only prune less.
 */
final class Cuts {
    /** So that a weighted sum over five parties and a thousand blocks stays below 2^62. */
    private static final int BITS = 56;
    /** Weights with fewer bits than this would steer badly: rather are scores made coarser. */
    private static final int LEAST_WEIGHT_BITS = 18;
    /** More than the scores' own digits is of no use. */
    private static final int MOST_WEIGHT_BITS = 36;
    /** How far the further weightings lean: measured, with 35 % the fewest nodes, from 20 to 50 % not many more. */
    private static final double LEAN = 0.35;

    private final Space space;
    private final List<long[]> weights = new ArrayList<>();
    private final int shift;
    private final int weightBits;

    /**
     * The weights themselves and, for each party, the same leaning towards it and away from it: deeper in the tree another one prunes.
     * Both directions together left a third of the nodes that the weights alone did.
     */
    Cuts(Space space, double[] steering) {
        this.space = space;
        long greatest = 1;
        for (int party = 0; party < space.parties(); party++) {
            greatest = Math.max(greatest, space.most(party));
        }
        int bits = Long.SIZE - Long.numberOfLeadingZeros(greatest);
        shift = Math.max(0, bits - (BITS - LEAST_WEIGHT_BITS));
        weightBits = Math.min(MOST_WEIGHT_BITS, BITS - (bits - shift));
        weights.add(whole(steering));
        for (int party = 0; party < steering.length; party++) {
            double[] towards = steering.clone();
            towards[party] *= 1 + LEAN;
            weights.add(whole(towards));
            double[] away = steering.clone();
            away[party] /= 1 + LEAN;
            weights.add(whole(away));
        }
    }

    int size() {
        return weights.size();
    }

    /** Under this cut's weights, in its steps, rounded up. */
    long value(int cut, long[] vector) {
        long sum = 0;
        long[] each = weights.get(cut);
        for (int party = 0; party < vector.length; party++) {
            long coarse = (vector[party] >> shift) + ((vector[party] & ((1L << shift) - 1)) == 0 ? 0 : 1);
            sum += each[party] * coarse;
        }
        return sum;
    }

    /** The least that {@link #value} summed over a package has to be, for it to reach the aim. */
    long least(int cut, Aim aim) {
        BigInteger steps = Curve.ceilDivide(aim.least(weights.get(cut)), BigInteger.ONE.shiftLeft(shift));
        return steps.bitLength() < Long.SIZE ? steps.longValue() : steps.signum() * Long.MAX_VALUE;
    }

    /** The best bound of the aim's measure over all packages. */
    Optional<Ratio> bound(Aim aim) {
        Optional<Ratio> best = Optional.empty();
        for (int cut = 0; cut < size(); cut++) {
            BigInteger most = BigInteger.ZERO;
            for (int at = 0; at < space.size(); at++) {
                Block block = space.block(at);
                long greatest = 0;
                for (int choice = 0; choice < block.size(); choice++) {
                    greatest = Math.max(greatest, value(cut, block.vector(choice)));
                }
                most = most.add(BigInteger.valueOf(greatest));
            }
            Optional<Ratio> one = aim.bound(weights.get(cut), most.shiftLeft(shift));
            best = best.isEmpty() || one.isEmpty()
                    ? best.or(() -> one)
                    : Optional.of(best.get().min(one.get()));
        }
        return best;
    }

    private long[] whole(double[] shares) {
        double greatest = 0;
        for (double share : shares) {
            greatest = Math.max(greatest, share);
        }
        long[] whole = new long[shares.length];
        for (int party = 0; party < shares.length; party++) {
            whole[party] = Math.max(1, Math.round(shares[party] / greatest * (1L << weightBits)));
        }
        return whole;
    }
}
