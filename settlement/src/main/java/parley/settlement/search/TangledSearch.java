package parley.settlement.search;

import java.util.Optional;
import parley.settlement.Ratio;
import parley.settlement.Watch;
import parley.settlement.tangle.Pursuit;

/** Brings an aim to its end where so many joint choices interact that they can't be listed. */
record TangledSearch(Pursuit pursuit, Pursuit.Effort effort) implements Search {
    @Override
    public int parties() {
        return pursuit.parties();
    }

    @Override
    public long base(int party) {
        return pursuit.base(party);
    }

    @Override
    public int[] options(int[] choices) {
        return pursuit.options(choices);
    }

    @Override
    public End run(Aim aim, Watch.Task task) {
        Pursuit.End end = pursuit.run(aim, effort, task);
        return end.proved()
                ? new End(true, Optional.empty())
                : new End(
                        false,
                        end.limits().stream()
                                .map(limit -> aim.bound(limit.weights(), limit.most()))
                                .flatMap(Optional::stream)
                                .reduce(Ratio::min));
    }
}
