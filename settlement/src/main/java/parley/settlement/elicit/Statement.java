package parley.settlement.elicit;

import java.util.List;
import parley.settlement.Ratio;

/**
 * What an answer says of weights: a sum of them, each times a factor, is positive, negative or about nothing.
 *
 * @param factors for each issue, from −1 to 1
 * @param verdict {@code YES} for positive
 * @param about the question that was answered, and for a rank which of two neighbours in it
 */
public record Statement(List<Ratio> factors, Reply.Verdict verdict, About about) {
    /** "About nothing" in parts of the best package. */
    static final Ratio EVEN = Ratio.of(1, 50);
    /** By so much a fitted weight has to make a difference, in parts of the best package. */
    static final Ratio CLEARLY = Ratio.of(1, 200);

    public Statement {
        factors = List.copyOf(factors);
    }

    /** Where a statement comes from. */
    public sealed interface About {
        /** A trade. */
        record Trade(Question.Trade trade) implements About {}

        /** Of two packages the first was put before the second. */
        record Pair(List<Integer> better, List<Integer> worse) implements About {
            public Pair {
                better = List.copyOf(better);
                worse = List.copyOf(worse);
            }
        }
    }

    /** The difference that weights make, as a part of the best package. */
    public Ratio difference(Weights weights) {
        Ratio sum = Ratio.ZERO;
        for (int issue = 0; issue < factors.size(); issue++) {
            sum = sum.plus(factors.get(issue).times(weights.of().get(issue)));
        }
        return weights.total().signum() == 0 ? Ratio.ZERO : sum.by(weights.total());
    }

    /** Whether weights say something else. */
    public boolean disagrees(Weights weights) {
        Ratio difference = difference(weights);
        return switch (verdict) {
            case YES -> difference.signum() < 0;
            case NO -> difference.signum() > 0;
            case EVEN -> difference.compareTo(EVEN) > 0 || difference.negated().compareTo(EVEN) > 0;
        };
    }
}
