package parley.settlement.search;

import java.util.Optional;
import parley.settlement.Ratio;
import parley.settlement.Watch;

/** Brings an aim to its end: until nothing reaches it any more, or it is stopped. */
sealed interface Search permits SolverSearch, SpaceSearch, TangledSearch {
    /**
     * How far it came; what was found is in the aim.
     *
     * @param proved whether nothing reaches the aim any more
     * @param bound when not proved, what the measure can be at most
     */
    record End(boolean proved, Optional<Ratio> bound) {}

    int parties();

    /** What every package is worth to a party before the sums that an aim sees, none of which is negative. */
    long base(int party);

    /** The package that choices make: the index of one option for each issue. */
    int[] options(int[] choices);

    End run(Aim aim, Watch.Task task);
}
