package parley.settlement.advice;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.settlement.Answer;
import parley.settlement.Bargain;
import parley.settlement.Request;
import parley.settlement.Rule;
import parley.settlement.Watch;

/** Says more about a case than its answer does. */
public final class Advisor {
    /** Trades of one size: a screen of them. */
    public static final int MOST_TRADES = 10;

    private Advisor() {}

    /**
     * What can be said about one package.
     *
     * @param deal an option's index for each issue
     * @param request what to find among its improvements
     * @param answer to the case itself
     */
    public static Advice.OfDeal about(Bargain bargain, int[] deal, Request request, Answer answer, Watch watch) {
        return new Advice.OfDeal(
                Appraiser.of(bargain, deal, answer, watch),
                Logrolling.of(bargain, deal, MOST_TRADES, watch),
                Appraiser.improvements(bargain, deal, request, watch));
    }

    /** On what the choices of these rules hang, and who could gain by untruth: many answers, which may take long. */
    public static Advice sensitivity(Bargain bargain, List<Rule> rules, Optional<Advice.OfDeal> ofDeal, Watch watch) {
        Map<Rule, Optional<Stability>> stability = new LinkedHashMap<>();
        Map<Rule, List<Misreport>> misreports = new LinkedHashMap<>();
        Variations variations = new Variations(bargain, rules, watch);
        for (Rule rule : rules) {
            stability.put(rule, Stability.of(variations, rule));
            misreports.put(rule, Misreport.of(variations, rule));
        }
        return new Advice(ofDeal, stability, misreports);
    }
}
