package parley.settlement.divide;

import java.util.List;
import parley.settlement.Ratio;

/**
 * Who gets how much of each issue.
 *
 * @param points what each party's share is worth to it: the same for both
 * @param firstShares for each issue, the part of it that the first party gets, from 0 to 1; the second gets the rest. At most one
 *     is neither 0 nor 1
 */
public record Division(Ratio points, List<Ratio> firstShares) {
    public Division {
        firstShares = List.copyOf(firstShares);
    }
}
