package parley.settlement.search;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import parley.settlement.space.Block;
import parley.settlement.space.Space;

/**
 * Looks for the weights that show best how little room an aim leaves: those for which the greatest weighted sum of any package least
 * exceeds what the aim asks for (Lagrangian dual; M. L. Fisher, The Lagrangian Relaxation Method, Management Science 27 (1981)). Mirror
 * descent over the simplex; the packages met on the way are offered to the aim.
 *
 * <p>Floating point throughout: weights only steer. What they prove is computed exactly from them, by {@link Cuts}.
 */
final class Dual {
    /** Enough for five parties and fifty blocks; more changed no search that was measured. */
    private static final int STEPS = 300;
    /** Steps of the second round, from the best weights of the first. */
    private static final double FINE = 0.05;
    /** Below this share of the greatest, a party's weight would lose its digits. */
    private static final double LEAST = 1e-6;

    private final Space space;
    private final double[][] vectors;
    private final double[] range;
    private final int parties;

    private double[] best;
    private double bestExcess = Double.POSITIVE_INFINITY;

    Dual(Space space) {
        this.space = space;
        parties = space.parties();
        vectors = new double[space.size()][];
        for (int at = 0; at < vectors.length; at++) {
            Block block = space.block(at);
            vectors[at] = new double[block.size() * parties];
            for (int choice = 0; choice < block.size(); choice++) {
                for (int party = 0; party < parties; party++) {
                    vectors[at][choice * parties + party] = block.vector(choice)[party];
                }
            }
        }
        range = new double[parties];
        Arrays.setAll(range, party -> Math.max(1, space.most(party)));
        best = new double[parties];
        Arrays.fill(best, 1.0 / parties);
    }

    /**
     * Weights for the units of each party, positive.
     *
     * @param stop asked at each step
     */
    double[] weights(Aim aim, BooleanSupplier stop) {
        bestExcess = Double.POSITIVE_INFINITY;
        descend(aim, 1, stop);
        descend(aim, FINE, stop);
        double[] weights = new double[parties];
        Arrays.setAll(weights, party -> best[party] / range[party]);
        return weights;
    }

    private void descend(Aim aim, double size, BooleanSupplier stop) {
        double[] shares = best.clone();
        double[] weights = new double[parties];
        double[] needed = new double[parties];
        int[] choices = new int[space.size()];
        long[] sums = new long[parties];
        for (int step = 1; step <= STEPS && !stop.getAsBoolean(); step++) {
            for (int party = 0; party < parties; party++) {
                weights[party] = shares[party] / range[party];
            }
            greatest(weights, choices, sums);
            if (aim.take(sums, choices)) {
                // Another aim, another excess.
                bestExcess = Double.POSITIVE_INFINITY;
            }
            aim.cheapest(weights, needed);
            double excess = 0;
            double longest = 1e-300;
            for (int party = 0; party < parties; party++) {
                double gap = (sums[party] - needed[party]) / range[party];
                needed[party] = gap;
                excess += shares[party] * gap;
                longest = Math.max(longest, Math.abs(gap));
            }
            if (excess < bestExcess) {
                bestExcess = excess;
                best = shares.clone();
            }
            double total = 0;
            for (int party = 0; party < parties; party++) {
                shares[party] *= Math.exp(-size / Math.sqrt(step) * needed[party] / longest);
                total += shares[party];
            }
            for (int party = 0; party < parties; party++) {
                shares[party] = Math.max(LEAST, shares[party] / total);
            }
        }
    }

    private void greatest(double[] weights, int[] choices, long[] sums) {
        Arrays.fill(sums, 0);
        for (int at = 0; at < vectors.length; at++) {
            double[] all = vectors[at];
            double most = Double.NEGATIVE_INFINITY;
            int chosen = 0;
            for (int start = 0, choice = 0; start < all.length; start += parties, choice++) {
                double value = 0;
                for (int party = 0; party < parties; party++) {
                    value += weights[party] * all[start + party];
                }
                if (value > most) {
                    most = value;
                    chosen = choice;
                }
            }
            choices[at] = chosen;
            long[] vector = space.block(at).vector(chosen);
            for (int party = 0; party < parties; party++) {
                sums[party] += vector[party];
            }
        }
    }
}
