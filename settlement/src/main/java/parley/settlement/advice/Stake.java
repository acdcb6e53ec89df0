package parley.settlement.advice;

import java.util.ArrayList;
import java.util.List;
import parley.settlement.Bargain;
import parley.settlement.Bonus;

/**
 * A weight of a party: something that may be worth more or less to it than it said, all else equal. What is worth nothing to a party
 * is none, for ten times nothing is nothing.
 */
public sealed interface Stake {
    /**
     * What an issue is worth alone: all scores of its options.
     *
     * @param issue its index
     */
    record OfIssue(int issue) implements Stake {}

    /**
     * What one interaction is worth.
     *
     * @param bonus its index among the bonuses of the case
     */
    record OfBonus(int bonus) implements Stake {}

    /** All weights of a party: of issues, then of interactions, each in the order of the case. */
    static List<Stake> of(Bargain bargain, int party) {
        List<Stake> all = new ArrayList<>();
        for (int issue = 0; issue < bargain.issues().size(); issue++) {
            if (bargain.parties().get(party).scores().get(issue).stream().anyMatch(score -> score.signum() != 0)) {
                all.add(new OfIssue(issue));
            }
        }
        for (int index = 0; index < bargain.bonuses().size(); index++) {
            Bonus bonus = bargain.bonuses().get(index);
            if (bonus.party() == party && bonus.points().signum() != 0) {
                all.add(new OfBonus(index));
            }
        }
        return all;
    }
}
