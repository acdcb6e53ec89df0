package parley.node.bargain;

import parley.node.desk.Bargaining.Stage;
import parley.settlement.Watch;

/** A watch that is also told what of a space is counted next. */
interface Course extends Watch {
    /**
     * @param round of {@code rounds} that are alike, from 0: they are followed as one
     */
    void begins(Stage stage, int round, int rounds);
}
