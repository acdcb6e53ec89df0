package parley.settlement.solver;

import parley.settlement.Bargain;
import parley.settlement.Watch;

/**
 * Another solver of whole-number problems. It is asked whether any package is better than the best that is known; what it finds is valued again
 * here, but that there is none is its word. Found by {@link java.util.ServiceLoader}, by whoever wants one.
 */
public interface Solver {
    /** By which it is asked for. */
    String name();

    /** Whether some allowed package meets the question; ends soon after the watch says stop. */
    Verdict seek(Bargain bargain, Question question, Watch watch);
}
