package parley.settlement;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.settlement.rules.Scan;

/**
 * What was found.
 *
 * @param frontier empty where none was asked for, or the watch said stop before any of it was found
 * @param solutions for each rule that was asked for, in that order
 */
public record Answer(Optional<Frontier> frontier, Map<Rule, Solution> solutions) {
    /**
     * Other packages that are as good, to the last, by a rule as the one that it chose: which of them is chosen is an accident of the order in
     * which parties stand. Of those that are worth the same to each party one stands for all, and where scores were rounded, rounded ones are
     * compared. Known where there is a whole frontier; else none.
     */
    public List<Point> alike(Bargain bargain, Rule rule) {
        return solutions.get(rule) instanceof Solution.Found(Point chosen, Solution.Proof ignored)
                ? frontier.filter(Frontier::complete)
                        .map(whole -> new Scan(bargain, whole).alike(rule, chosen))
                        .orElseGet(List::of)
                : List.of();
    }
}
