package parley.settlement.search;

import java.util.Optional;
import parley.settlement.Ratio;
import parley.settlement.Watch;
import parley.settlement.space.Space;

/**
 * Brings an aim to its end: weights, climbing, weights for where that led, and then the whole tree.
 *
 * @param askEvery nodes of the tree between two questions to the watch
 */
record Search(Space space, Watch watch, int askEvery) {
    /** Some milliseconds. */
    static final int ASK_EVERY = 1 << 15;

    /**
     * How far it came; what was found is in the aim.
     *
     * @param proved whether nothing reaches the aim any more
     * @param bound when not proved, what the measure can be at most
     */
    record End(boolean proved, Optional<Ratio> bound) {}

    End run(Aim aim, Watch.Task task) {
        Dual dual = new Dual(space);
        double[] weights = dual.weights(aim, watch::stop);
        int found = aim.best().isPresent() ? 1 : 0;
        new Climb(space, aim).run();
        if (found > 0) {
            weights = dual.weights(aim, watch::stop);
            new Climb(space, aim).run();
        }
        Cuts cuts = new Cuts(space, weights);
        boolean proved = new Descent(space, aim, cuts, watch, task, askEvery).run();
        return new End(proved, proved ? Optional.empty() : cuts.bound(aim));
    }
}
