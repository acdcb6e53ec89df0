package parley.settlement.solver;

import java.math.BigInteger;
import java.util.List;

/**
 * What a package has to be worth, in units. Whoever leaves out a demand asks for less: then "none" is still true.
 *
 * @param least what each party's utility is at least
 * @param demands all of which hold
 * @param wish what would be good to have most of; decides nothing
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
public record Question(long[] least, List<Demand> demands, Wish wish) {
    public Question {
        demands = List.copyOf(demands);
    }

    /** A condition on the utilities of several parties. */
    public sealed interface Demand {
        /** The weighted sum is at least so much; no weight is negative. */
        record Weighted(long[] weights, BigInteger least) implements Demand {}

        /**
         * So many parties, whichever, have at least what stands for each of them.
         *
         * @param each {@link Long#MAX_VALUE} for a party that can't be one of them
         */
        record Several(int count, long[] each) implements Demand {}
    }

    /** Where to look first. */
    public sealed interface Wish {
        /** A great weighted sum. */
        record Sum(long[] weights) implements Wish {}

        /**
         * A great smallest share among the parties of the last demand for {@link Demand.Several}.
         *
         * @param from what shares count from
         * @param unit what they count in, positive for those parties
         */
        record Smallest(long[] from, long[] unit) implements Wish {}
    }
}
