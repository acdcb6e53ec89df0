package parley.settlement.elicit;

import java.util.List;
import parley.settlement.Ratio;

/**
 * What came of all answers.
 *
 * @param reservation points that walking away is worth
 * @param scores for each issue, for each option, exact decimals
 * @param weights as they count
 * @param fitted whether they were changed to agree with trades and ranks
 * @param against what still disagrees with them
 * @param impossible answers of which no weights satisfy all; none of them can be spared to say so
 */
public record Outcome(
        Ratio reservation,
        List<List<Ratio>> scores,
        Weights weights,
        boolean fitted,
        List<Statement> against,
        List<Statement> impossible) {
    public Outcome {
        scores = scores.stream().map(List::copyOf).toList();
        against = List.copyOf(against);
        impossible = List.copyOf(impossible);
    }
}
