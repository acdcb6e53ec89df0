package parley.settlement.tangle;

import parley.settlement.Watch;

/**
 * Chooses the variables one after another, depth first. A branch is left as soon as in no corner of the archive a package could still lie: for
 * each, under some weighting, what was chosen and the bound of the rest stay below it. When it has run to its end, the archive is
 * the frontier.
 */
final class Walk extends Branching {
    /** Nodes between two questions to the watch: some milliseconds. */
    private static final int ASK_EVERY = 1 << 12;

    private final Weightings weightings;
    private final Archive archive;
    private final Watch watch;

    /** For each party, the archive's corners in the steps that are weighted. */
    private final long[][] corners = {{}, {}};

    private final long[][] weights;
    private int known = -1;
    private long nodes;
    private long most;
    private boolean stopped;

    /** @param elimination the order of {@code buckets}; choosing goes the other way */
    Walk(Model model, Weightings weightings, Buckets buckets, int[] elimination, Archive archive, Watch watch) {
        super(model, buckets, elimination);
        this.weightings = weightings;
        this.archive = archive;
        this.watch = watch;
        weights = new long[2][width];
        for (int which = 0; which < width; which++) {
            weights[0][which] = weightings.weight(which, 0);
            weights[1][which] = weightings.weight(which, 1);
        }
    }

    /** Whether it came to its end, in so many nodes at most. */
    boolean run(long nodesAtMost) {
        most = nodesAtMost;
        down(0, 0);
        return !stopped;
    }

    /** What everything is at most, under each weighting. */
    long[] bound() {
        return bound[0];
    }

    private void down(int depth, int hint) {
        if (depth == decided) {
            leaf();
            return;
        }
        stopped = ++nodes > most;
        if (nodes % ASK_EVERY == 0) {
            watch.progress(Watch.Task.FRONTIER, nodes, 0);
            stopped |= watch.stop();
        }
        expand(depth);
        int corner = hint;
        for (int option : ranked(depth, leading(depth, hint))) {
            if (stopped) {
                return;
            }
            corner = open(child[depth], option * width, corner);
            if (corner >= 0) {
                enter(depth, option);
                down(depth + 1, corner);
            } else {
                corner = 0;
            }
        }
    }

    @Override
    void leaf() {
        model.sums(options).ifPresent(all -> archive.add(all[0], all[1], options));
    }

    /** A corner in which a package could lie, looked for from {@code first} on; −1 when there is none. */
    private int open(long[] bounds, int at, int first) {
        if (bounds[at] <= Model.FORBIDDEN / 2) {
            return -1;
        }
        refresh();
        int corners = archive.corners();
        int corner = Math.min(first, corners - 1);
        for (int looked = 0; looked < corners; looked++) {
            if (reaches(bounds, at, corner)) {
                return corner;
            }
            corner = corner + 1 == corners ? 0 : corner + 1;
        }
        return -1;
    }

    private boolean reaches(long[] bounds, int at, int corner) {
        long first = corners[0][corner];
        long second = corners[1][corner];
        for (int which = 0; which < width; which++) {
            if (bounds[at + which] < weights[0][which] * first + weights[1][which] * second) {
                return false;
            }
        }
        return true;
    }

    private void refresh() {
        if (known == archive.version()) {
            return;
        }
        known = archive.version();
        for (int party = 0; party < 2; party++) {
            if (corners[party].length < archive.corners()) {
                corners[party] = new long[2 * archive.corners()];
            }
            for (int corner = 0; corner < archive.corners(); corner++) {
                corners[party][corner] = weightings.coarse(party, archive.corner(corner, party));
            }
        }
    }

    /** The weighting under which a corner is nearest to being out of reach. */
    private int leading(int depth, int hint) {
        refresh();
        int corner = Math.min(hint, archive.corners() - 1);
        int leading = 0;
        double least = Double.MAX_VALUE;
        for (int which = 0; which < width; which++) {
            long need = weights[0][which] * corners[0][corner] + weights[1][which] * corners[1][corner];
            double slack = (double) (bound[depth][which] - need) / Math.max(1, Math.abs(buckets.bound[which]));
            if (slack < least) {
                least = slack;
                leading = which;
            }
        }
        return leading;
    }
}
