package parley.settlement;

import java.util.Optional;

/** What a rule chooses. */
public sealed interface Solution {
    /** A package, and how sure it is the one. */
    record Found(Point point, Proof proof) implements Solution {}

    /** No package, and why. */
    record None(Reason reason) implements Solution {}

    /** Why a rule chooses nothing. */
    enum Reason {
        /** Proved: every package leaves some party below its reservation value. */
        NO_PACKAGE_IS_ACCEPTABLE,
        /** The search ended, or the watch said stop, before one was found; there may be one. */
        STOPPED
    }

    /** How sure. */
    sealed interface Proof {
        /** No other package is better by the rule. */
        record Exact() implements Proof {}

        /**
         * The best that was met: no package is better than the bound.
         *
         * @param bound of the rule's measure: a product of gains in points, a share of the ideal, a gain in points, a sum of gains;
         *     empty where not even a bound was found
         */
        record Bounded(Optional<Ratio> bound) implements Proof {}
    }
}
