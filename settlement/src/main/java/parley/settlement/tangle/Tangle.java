package parley.settlement.tangle;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import parley.settlement.Bargain;
import parley.settlement.Region;
import parley.settlement.Watch;

/**
 * Resolves a group of interacting issues. First, options that nothing speaks for are left out. Where few joint choices are left, they are
 * listed. Where they are many and there are two parties, the efficient ones are found: variables are eliminated as far as there is room, which gives bounds; good
 * packages are sought with them; then all others are ruled out. With more parties, good ones are sought and bounds say what may be missing.
 */
public final class Tangle {
    /** Directions in which good packages are sought first. */
    private static final int SCOUTS = 17;
    /** Joint choices of a mini-bucket for them: bounds that cost next to nothing. */
    private static final int SCOUT_ROOM = 1 << 10;
    /**
     * For the walk. Measured on the sets of GENIUS of 30 and 40 issues, from 2^13 to 2^15 made little difference; on random contests of 30, which
     * are harder, 2^15 took less processor time than 2^14 for four of five, half for one; on those of 10 up to twice as much, of under a second.
     */
    static final int ROOM = 1 << 15;
    /** Numbers in all messages, or the room is less: 256 MB. */
    private static final int MOST_NUMBERS = 1 << 25;
    /** Weightings that are sure to be there, besides those square to the frontier as it is found. */
    private static final int SURE = 5;
    /** Measured: more cost more time a node than they save nodes. */
    private static final int MOST_WEIGHTINGS = 20;

    private Tangle() {}

    /**
     * Joint choices of a group.
     *
     * @param options the option of each issue of the group
     * @param vectors what they are worth to each party, in units
     * @param within how many units at most another choice gives a party more than a listed one that gives no other party more
     *     than this less; all 0 where the efficient ones are all there
     */
    @SuppressWarnings("ArrayRecordComponent") // read, never compared
    public record Found(int[][] options, long[][] vectors, long[] within) {
        /** Stopped before anything was known. */
        static Found nothing(int parties) {
            long[] within = new long[parties];
            Arrays.fill(within, Long.MAX_VALUE);
            return new Found(new int[0][], new long[0][], within);
        }
    }

    /**
     * All allowed choices, or the efficient ones, of more than two parties good ones.
     *
     * @param issues of the group, ascending
     * @param bonuses indices of those that name issues of the group
     * @param forbidden regions that name issues of the group
     */
    public static Found efficient(
            Bargain bargain, int[] issues, int[] bonuses, List<Region> forbidden, Limits limits, Pace pace) {
        int[][] kept = Arrays.stream(issues)
                .mapToObj(issue -> Kept.of(bargain, issue, pace))
                .toArray(int[][]::new);
        Listing listing = new Listing(bargain, issues, kept);
        if (listing.choices() <= limits.listed()) {
            return listing.all(bonuses, forbidden, pace);
        }
        Optional<Model> model = Modelling.of(bargain, issues, kept, bonuses, forbidden, Modelling.Room.USUAL, pace);
        if (model.isEmpty() || pace.stopped()) {
            return Found.nothing(bargain.parties().size());
        }
        return model.get().parties == 2
                ? frontier(model.get(), limits.room(), limits.nodes(), pace.watch())
                : new Seeking(model.get(), limits, pace.watch()).found();
    }

    /** The efficient choices of two parties, all of them unless it is stopped or the nodes are used up. */
    static Found frontier(Model model, int most, long nodes, Watch watch) {
        int[] order = model.order();
        Archive archive = new Archive(new long[] {-model.magnitude(0), -model.magnitude(1)});
        Weightings scouts = new Weightings(model);
        scouts.spread(SCOUTS);
        Optional<Walk> rough =
                scout(model, scouts, order, archive, Math.min(most, SCOUT_ROOM), Pace.atFirst(watch), watch);
        if (rough.isEmpty()) {
            return Found.nothing(2);
        }
        Weightings weightings = new Weightings(model);
        weightings.spread(SURE);
        List<Archive.Entry> entries = archive.entries();
        for (int at = 1; at < entries.size() && weightings.size() < MOST_WEIGHTINGS; at++) {
            weightings.between(entries.get(at - 1), entries.get(at));
        }
        Optional<Walk> walk = scout(model, weightings, order, archive, most, new Pace(watch), watch);
        long[] within = new long[2];
        if (walk.isEmpty()) {
            within = new Shortfall(scouts, rough.get().bound(), archive).units(model.common);
        } else if (!walk.get().run(nodes)) {
            within = new Shortfall(weightings, walk.get().bound(), archive).units(model.common);
        }
        return new Found(
                entries.stream().map(one -> model.chosen(one.options())).toArray(int[][]::new),
                entries.stream()
                        .map(one -> new long[] {one.first() * model.common[0], one.second() * model.common[1]})
                        .toArray(long[][]::new),
                within);
    }

    /** Empty where it is stopped before it has bounds. */
    private static Optional<Walk> scout(
            Model model, Weightings weightings, int[] order, Archive archive, int most, Pace pace, Watch watch) {
        int room = Math.min(most, MOST_NUMBERS / weightings.size() / order.length);
        Optional<Buckets> buckets =
                Buckets.of(model.domains, order, weightings.tables(model), weightings.size(), room, pace);
        if (buckets.isEmpty()) {
            return Optional.empty();
        }
        Walk walk = new Walk(model, weightings, buckets.get(), order, archive, watch);
        for (int which = 0; which < weightings.size(); which++) {
            walk.dive(which);
        }
        new Neighbours(model, archive, watch).run();
        return Optional.of(walk);
    }
}
