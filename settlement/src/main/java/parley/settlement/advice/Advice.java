package parley.settlement.advice;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.settlement.Answer;
import parley.settlement.Rule;

/**
 * What was said about a case beyond its answer; each part is there when it was asked for.
 *
 * @param ofDeal about one package
 * @param stability by rule; empty for a rule that chooses nothing, or was stopped before that was proved
 * @param misreports by rule, one for each party; none for such a rule
 */
public record Advice(
        Optional<OfDeal> ofDeal, Map<Rule, Optional<Stability>> stability, Map<Rule, List<Misreport>> misreports) {
    /**
     * About one package.
     *
     * @param improvements all that is no worse for anybody, gains counted from the deal
     */
    public record OfDeal(Appraisal appraisal, Trades trades, Answer improvements) {}
}
