package parley.settlement;

import java.util.List;
import java.util.Optional;
import parley.settlement.solver.Solver;
import parley.settlement.tangle.Limits;
import parley.settlement.tangle.Pursuit;

/**
 * What may be spent on an answer.
 *
 * @param limits of interactions that are too many to list
 * @param efforts with which a rule's choice is pursued there, one after the other as long as it isn't proved
 * @param points that a level of a frontier may have at most, as far as the engine's own cap allows
 * @param solver another one to be asked
 */
record Means(Limits limits, List<Pursuit.Effort> efforts, int points, Optional<Solver> solver) {
    static final Means ALONE = new Means(
            Limits.USUAL, List.of(Pursuit.Effort.LITTLE, Pursuit.Effort.MUCH), Integer.MAX_VALUE, Optional.empty());
    /** For one of many questions. */
    static final Means BRIEF =
            new Means(Limits.BRIEF, List.of(Pursuit.Effort.LITTLE), Integer.MAX_VALUE, Optional.empty());

    /** What is hard is left to another solver. */
    static Means with(Solver solver) {
        return new Means(Limits.BRIEF, BRIEF.efforts, Integer.MAX_VALUE, Optional.of(solver));
    }
}
