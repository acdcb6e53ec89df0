package parley.node.bargain;

import parley.node.desk.Bargaining.Stage;
import parley.settlement.Watch;

/** A watch that is also told what of a space is counted next. */
interface Course extends Watch {
    void begins(Stage stage);
}
