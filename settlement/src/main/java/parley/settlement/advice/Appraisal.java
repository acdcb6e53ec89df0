package parley.settlement.advice;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.settlement.Point;
import parley.settlement.Ratio;
import parley.settlement.Rule;

/**
 * How good and how fair a deal is.
 *
 * @param deal and what it is worth
 * @param allowed whether no constraint of the case forbids it
 * @param acceptable whether each party gets at least its reservation value
 * @param efficiency whether it can be bettered for one without loss to another
 * @param weights one for each party, positive, where there are such that no package has a greater weighted sum: that it is efficient can then be checked by
 *     adding up, where scores only add up even issue by issue
 * @param shares one for each party; empty where not all ideals could be found
 * @param distances from what each rule chooses: for each party, how many units the rule's package gives it more; only of rules that
 *     choose one; arrays not to be changed
 */
public record Appraisal(
        Point deal,
        boolean allowed,
        boolean acceptable,
        Efficiency efficiency,
        Optional<List<BigInteger>> weights,
        List<Share> shares,
        Map<Rule, long[]> distances) {
    public Appraisal {
        shares = List.copyOf(shares);
    }

    /** Whether a deal can be bettered for one party without loss to another. */
    public sealed interface Efficiency {
        /** Proved: it can't. */
        record Efficient() implements Efficiency {}

        /** It can: this package is at least as good for all and better for some. */
        record Dominated(Point by) implements Efficiency {}

        /** The watch said stop, or a search ended, before either was sure. */
        record Unknown() implements Efficiency {}
    }

    /**
     * Of one party.
     *
     * @param gain over its reservation value, in units; negative below it
     * @param ideal its greatest gain in a package that all accept, in units
     * @param ofIdeal the gain as a part of that; empty where the ideal is 0
     * @param envy how much greater the greatest such part of another party is than its own, 0 if none is greater: points of two parties
     *     don't compare, but these do
     */
    public record Share(long gain, long ideal, Optional<Ratio> ofIdeal, Ratio envy) {}
}
