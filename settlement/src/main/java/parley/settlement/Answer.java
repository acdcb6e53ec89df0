package parley.settlement;

import java.util.Map;
import java.util.Optional;

/**
 * What was found.
 *
 * @param frontier empty where none was asked for, the watch said stop before any of it was found, or too many issues interact
 * @param solutions for each rule that was asked for, in that order
 */
public record Answer(Optional<Frontier> frontier, Map<Rule, Solution> solutions) {
    /** Whether it was that too many issues interact for which nothing at all was found. Known where a rule was asked for. */
    public boolean tooEntangled() {
        return solutions.values().stream().anyMatch(one -> switch (one) {
            case Solution.None(Solution.Reason reason) -> reason == Solution.Reason.TOO_ENTANGLED;
            case Solution.Found ignored -> false;
        });
    }
}
