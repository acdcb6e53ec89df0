package parley.settlement;

import java.util.List;

/**
 * What makes one package the fairest. Gains are utilities less reservation values; only packages that leave nobody below
 * its reservation value are compared. Where products or sums
 * are equal, leximin of the gains decides, so that every answer is efficient.
 */
public sealed interface Rule {
    Watch.Task task();

    /** The rules that need nothing but the case. */
    enum Named implements Rule {
        /**
         * The greatest product of gains (J. F. Nash, The Bargaining Problem, Econometrica 18 (1950)). Where no package gives a gain
         * to all, to as many as can be (I. Caragiannis et al., The Unreasonable Fairness of Maximum Nash Welfare, EC 2016).
         */
        NASH,
        /**
         * The greatest smallest gain, each party's counted as a share of the most it could gain in an acceptable package; then the
         * next smallest (E. Kalai and M. Smorodinsky, Econometrica 43 (1975); leximin: H. Imai, Econometrica 51 (1983)). Parties that
         * can't gain anything are left out.
         */
        KALAI_SMORODINSKY,
        /** The greatest smallest gain in points, then the next smallest (E. Kalai, Econometrica 45 (1977); leximin). */
        EGALITARIAN,
        /** The greatest sum of gains. */
        UTILITARIAN;

        @Override
        public Watch.Task task() {
            return Watch.Task.valueOf(name());
        }
    }

    /**
     * The greatest weighted sum of gains.
     *
     * @param weights one for each party, none negative, not all 0
     */
    record Weighted(List<Ratio> weights) implements Rule {
        public Weighted {
            weights = List.copyOf(weights);
            if (weights.stream().anyMatch(weight -> weight.signum() < 0)
                    || weights.stream().allMatch(weight -> weight.signum() == 0)) {
                throw new IllegalArgumentException("weights are not negative, and not all 0");
            }
        }

        @Override
        public Watch.Task task() {
            return Watch.Task.WEIGHTED;
        }
    }
}
