package parley.settlement.frontier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import parley.settlement.Frontier;
import parley.settlement.Point;
import parley.settlement.Watch;
import parley.settlement.space.Block;
import parley.settlement.space.Space;

/**
 * The whole frontier of a space, block by block: the efficient vectors over some blocks and one block more are found among sums of
 * an efficient vector and a choice (G. L. Nemhauser and Z. Ullmann, Discrete Dynamic Programming and Capital Allocation,
 * Management Science 15 (1969), for two; the same holds for more).
 *
 * <p>Where a level grows beyond {@link #mostPoints}, or beyond the error that was asked for, it is thinned: see {@link Grid}. Whoever says stop gets
 * the last whole level, each vector of it with one and the same choice of the blocks that were left.
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

    /** The whole frontier, or the best that fits under the caps, or that was found when the watch said stop, which then says so. */
    public static Frontier of(Space space, Watch watch) {
        long[] none = new long[space.parties()];
        Arrays.fill(none, Long.MIN_VALUE);
        return of(space, none, watch);
    }

    /**
     * The part of it that gives each party no less than its floor. Where floors are high it is found far beyond the caps of the whole.
     *
     * @param floors in units; {@link Long#MIN_VALUE} for none
     */
    public static Frontier of(Space space, long[] floors, Watch watch) {
        return within(new long[space.parties()], space, floors, mostPoints(space.parties()), watch);
    }

    /** The same under a cap of fewer vectors in a level. */
    public static Frontier of(Space space, long[] floors, int most, Watch watch) {
        return within(new long[space.parties()], space, floors, Math.min(most, mostPoints(space.parties())), watch);
    }

    /**
     * A frontier that for each package lists one which gives no party more than {@code error} units less.
     *
     * @param error one for each party, at least 0
     * @param floors as for {@link #of(Space, long[], Watch)}; what is listed may stay below by as much as the error
     */
    public static Frontier within(long[] error, Space space, long[] floors, Watch watch) {
        return within(error, space, floors, mostPoints(space.parties()), watch);
    }

    /** The same with another cap: {@code most} vectors in a level. */
    static Frontier within(long[] error, Space space, long[] floors, int most, Watch watch) {
        return new Efficient(space, floors, most, watch).run(error);
    }

    /** What a level may hold. */
    public static int mostPoints(int parties) {
        return switch (parties) {
            case 2, 3 -> MOST_POINTS_OF_TWO_OR_THREE;
            default -> MOST_POINTS_OF_MANY;
        };
    }

    private Frontier run(long[] error) {
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
                    return stopped(level);
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
        return new Frontier(points(level, new int[space.size()]), complete, within);
    }

    /** Any package begins with what some vector of the level stands for, and beats that one's end by no more than the blocks in it allow. */
    private Frontier stopped(Level level) {
        int[] choices = new int[space.size()];
        for (int at = levels.size(); at < choices.length; at++) {
            Block block = space.block(at);
            choices[at] = middling(block);
            long[] end = block.vector(choices[at]);
            for (int party = 0; party < within.length; party++) {
                within[party] = Frontier.together(within[party], block.most(party) - end[party]);
            }
        }
        return new Frontier(points(level, choices), false, within);
    }

    /** The choice that gives all together most, each party's units as a part of the most that it could have. */
    private int middling(Block block) {
        return IntStream.range(0, block.size())
                .boxed()
                .max(Comparator.comparingDouble(choice -> IntStream.range(0, space.parties())
                        .mapToDouble(party -> block.vector(choice)[party] / (double) Math.max(1, space.most(party)))
                        .sum()))
                .orElseThrow();
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

    /** @param choices of the blocks beyond the last level; the others are filled in */
    private List<Point> points(Level last, int[] choices) {
        int parties = space.parties();
        Point[] all = new Point[last.size()];
        long[] added = new long[parties];
        for (int party = 0; party < parties; party++) {
            added[party] = space.base(party);
            for (int block = levels.size(); block < choices.length; block++) {
                added[party] += space.block(block).vector(choices[block])[party];
            }
        }
        for (int at = 0; at < all.length; at++) {
            int one = at;
            for (int block = levels.size() - 1; block >= 0; block--) {
                choices[block] = levels.get(block).choice(one);
                one = levels.get(block).parent(one);
            }
            long[] utilities = Arrays.copyOfRange(last.flat(), at * parties, (at + 1) * parties);
            Arrays.setAll(utilities, party -> utilities[party] + added[party]);
            all[at] = new Point(utilities, space.options(choices));
        }
        return List.of(all);
    }
}
