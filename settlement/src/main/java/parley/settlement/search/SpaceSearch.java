package parley.settlement.search;

import java.util.Optional;
import parley.settlement.Watch;
import parley.settlement.space.Space;

/**
 * Brings an aim to its end where scores only add up between blocks: weights, climbing, weights for where that led, and then the whole tree.
 *
 * @param askEvery nodes of the tree between two questions to the watch
 */
record SpaceSearch(Space space, Watch watch, int askEvery) implements Search {
    /** Some milliseconds. */
    static final int ASK_EVERY = 1 << 15;

    @Override
    public int parties() {
        return space.parties();
    }

    @Override
    public long base(int party) {
        return space.base(party);
    }

    @Override
    public int[] options(int[] choices) {
        return space.options(choices);
    }

    @Override
    public End run(Aim aim, Watch.Task task) {
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
