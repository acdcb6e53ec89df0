package parley.settlement;

import java.util.Map;
import java.util.Optional;

/**
 * What was found.
 *
 * @param frontier empty where none was asked for, or the watch said stop before any of it was found
 * @param solutions for each rule that was asked for, in that order
 */
public record Answer(Optional<Frontier> frontier, Map<Rule, Solution> solutions) {}
