package parley.settlement.frontier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import parley.settlement.Frontier;
import parley.settlement.Point;
import parley.settlement.Watch;
import parley.settlement.space.Space;

/**
 * The whole frontier of a space, block by block: the efficient vectors over some blocks and one block more are found among sums of
 * an efficient vector and a choice (G. L. Nemhauser and Z. Ullmann, Discrete Dynamic Programming and Capital Allocation,
 * Management Science 15 (1969), for two; the same holds for more).
 *
 * <p>Where a level grows beyond {@link #mostPoints}, or beyond the error that was asked for, it is thinned: see {@link Grid}.
 */
public final class Efficient {
    /** Vectors in a level: with the back-pointers of a hundred levels some 400 MB, and more than anyone reads. */
    public static final int MOST_POINTS_OF_TWO_OR_THREE = 500_000;
    /** Of four and five, whose dominance checks cost a pass over much of what was accepted. */
    public static final int MOST_POINTS_OF_MANY = 10_000;

    private final Space space;
    private final Watch watch;
    private final int most;
    private final List<Level> levels = new ArrayList<>();
    private final long[] within;
    /** What a party's sum of choices has to be at least; {@link Long#MIN_VALUE} where anything will do. */
    private final long[] least;

    private Efficient(Space space, long[] floors, int most, Watch watch) {
        this.space = space;
        least = new long[space.parties()];
        Arrays.setAll(
                least, party -> floors[party] == Long.MIN_VALUE ? Long.MIN_VALUE : floors[party] - space.base(party));
        this.watch = watch;
        this.most = most;
        within = new long[space.parties()];
    }

    /** The whole frontier, or the best that fits under the caps, which then says so; empty when the watch said stop. */
    public static Optional<Frontier> of(Space space, Watch watch) {
        long[] none = new long[space.parties()];
        Arrays.fill(none, Long.MIN_VALUE);
        return of(space, none, watch);
    }

    /**
     * The part of it that gives each party no less than its floor. Where floors are high it is found far beyond the caps of the whole.
     *
     * @param floors in units; {@link Long#MIN_VALUE} for none
     */
    public static Optional<Frontier> of(Space space, long[] floors, Watch watch) {
        return within(new long[space.parties()], space, floors, mostPoints(space.parties()), watch);
    }

    /** The same under a cap of fewer vectors in a level. */
    public static Optional<Frontier> of(Space space, long[] floors, int most, Watch watch) {
        return within(new long[space.parties()], space, floors, Math.min(most, mostPoints(space.parties())), watch);
    }

    /**
     * A frontier that for each package lists one which gives no party more than {@code error} units less.
     *
     * @param error one for each party, at least 0
     * @param floors as for {@link #of(Space, long[], Watch)}; what is listed may stay below by as much as the error
     */
    public static Optional<Frontier> within(long[] error, Space space, long[] floors, Watch watch) {
        return within(error, space, floors, mostPoints(space.parties()), watch);
    }

    /** The same with another cap: {@code most} vectors in a level. */
    static Optional<Frontier> within(long[] error, Space space, long[] floors, int most, Watch watch) {
        return new Efficient(space, floors, most, watch).run(error);
    }

    /** What a level may hold. */
    public static int mostPoints(int parties) {
        return switch (parties) {
            case 2, 3 -> MOST_POINTS_OF_TWO_OR_THREE;
            default -> MOST_POINTS_OF_MANY;
        };
    }

    private Optional<Frontier> run(long[] error) {
        int parties = space.parties();
        long[] cell = new long[parties];
        Arrays.setAll(cell, party -> error[party] / space.size());
        Level level = Level.root(parties);
        for (int at = 0; at < space.size(); at++) {
            // One block alone is never too much: there is nothing before it to be thinned.
            int room = Math.max(most, space.block(at).size());
            Level next = Merge.level(level, space.block(at), least(at), room, watch);
            while (next == null) {
                if (watch.stop()) {
                    return Optional.empty();
                }
                // The level before is thinned until what comes of it fits.
                level = coarser(level, at);
                next = Merge.level(level, space.block(at), least(at), room, watch);
            }
            if (Arrays.stream(cell).anyMatch(size -> size > 1)) {
                next = thinned(next, cell);
            }
            levels.add(next);
            level.forgetVectors();
            level = next;
            watch.progress(Watch.Task.FRONTIER, at + 1L, space.size());
        }
        boolean complete = Arrays.stream(within).allMatch(units -> units == 0);
        return Optional.of(new Frontier(points(level), complete, within));
    }

    /**
     * What a vector over the blocks up to this one must have for the others to lift it over the floors. What stands for another
     * vector may lie below it by what was thinned, and stays as long as that one could.
     */
    private long[] least(int at) {
        long[] now = least.clone();
        for (int party = 0; party < now.length; party++) {
            if (now[party] != Long.MIN_VALUE) {
                now[party] -= within[party];
                for (int later = at + 1; later < space.size(); later++) {
                    now[party] -= space.block(later).most(party);
                }
            }
        }
        return now;
    }

    /** Half the vectors or fewer stay, in cells as fine as that allows. */
    private Level coarser(Level level, int at) {
        long[] cell = new long[space.parties()];
        double share = 1e-6;
        Level thin = level;
        while (thin.size() > Math.max(1, level.size() / 2)) {
            for (int party = 0; party < cell.length; party++) {
                cell[party] = Math.max(1, (long) (share * space.most(party)));
            }
            thin = Grid.thin(level, space.parties(), cell);
            share *= 2;
        }
        for (int party = 0; party < cell.length; party++) {
            within[party] += cell[party] - 1;
        }
        levels.set(at - 1, thin);
        return thin;
    }

    private Level thinned(Level level, long[] cell) {
        Level thin = Grid.thin(level, space.parties(), cell);
        if (thin.size() < level.size()) {
            for (int party = 0; party < cell.length; party++) {
                within[party] += Math.max(0, cell[party] - 1);
            }
        }
        return thin;
    }

    private List<Point> points(Level last) {
        int parties = space.parties();
        Point[] all = new Point[last.size()];
        int[] choices = new int[space.size()];
        for (int at = 0; at < all.length; at++) {
            int one = at;
            for (int block = choices.length - 1; block >= 0; block--) {
                choices[block] = levels.get(block).choice(one);
                one = levels.get(block).parent(one);
            }
            long[] utilities = Arrays.copyOfRange(last.flat(), at * parties, (at + 1) * parties);
            for (int party = 0; party < parties; party++) {
                utilities[party] += space.base(party);
            }
            all[at] = new Point(utilities, space.options(choices));
        }
        return List.of(all);
    }
}
