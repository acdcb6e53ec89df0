package parley.settlement.search;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import parley.settlement.Watch;
import parley.settlement.space.Block;
import parley.settlement.space.Space;

/**
 * Depth-first search through all packages for those that reach an aim. A branch is left as soon as, for some party or under some cut,
 * what was chosen and the best that could still come stay below what the aim asks for. When it has run to its end, nothing reaches
 * the aim any more.
 */
final class Descent {
    private final Space space;
    private final Aim aim;
    private final Cuts cuts;
    private final Watch watch;
    private final Watch.Task task;
    private final int askEvery;
    private final int parties;
    /** Parties' sums first, then cuts'. */
    private final int width;
    /**
     * Those whose choices lose most come first: fewest ways lead on. Measured on opposed cases of five parties, a fifth fewer nodes than by
     * the widest spread, and half as many in the worst.
     */
    private final int[] blocks;
    /** At each depth, the choices in descending order under the first cut. */
    private final int[][] order;

    private final long[][] values;
    /** The greatest that all depths from here on can still give. */
    private final long[][] rest;

    private final long[][] sums;
    private final int[] chosen;
    private final long[] need;
    private long nodes;
    private boolean stopped;

    Descent(Space space, Aim aim, Cuts cuts, Watch watch, Watch.Task task, int askEvery) {
        this.space = space;
        this.aim = aim;
        this.cuts = cuts;
        this.watch = watch;
        this.task = task;
        this.askEvery = askEvery;
        parties = space.parties();
        width = parties + cuts.size();
        int depth = space.size();
        blocks = IntStream.range(0, depth)
                .boxed()
                .sorted(Comparator.comparingDouble(this::loss).reversed())
                .mapToInt(Integer::intValue)
                .toArray();
        order = new int[depth][];
        values = new long[depth][];
        rest = new long[depth + 1][width];
        sums = new long[depth + 1][width];
        chosen = new int[depth];
        need = new long[width];
        for (int at = depth - 1; at >= 0; at--) {
            prepare(at);
        }
    }

    /** True when the whole tree was seen; false when the watch said stop. */
    boolean run() {
        raise();
        visit(0);
        return !stopped;
    }

    /** How much less than the best choice of a block its choices are worth under the first cut, in the mean; it only orders. */
    private double loss(int at) {
        Block block = space.block(at);
        double most = 0;
        double all = 0;
        for (int choice = 0; choice < block.size(); choice++) {
            double value = cuts.value(0, block.vector(choice));
            most = Math.max(most, value);
            all += value;
        }
        return most - all / block.size();
    }

    private void prepare(int at) {
        Block block = space.block(blocks[at]);
        int size = block.size();
        long[][] all = new long[size][width];
        for (int choice = 0; choice < size; choice++) {
            System.arraycopy(block.vector(choice), 0, all[choice], 0, parties);
            for (int cut = 0; cut < cuts.size(); cut++) {
                all[choice][parties + cut] = cuts.value(cut, block.vector(choice));
            }
        }
        order[at] = IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingLong((Integer choice) -> all[choice][parties])
                        .reversed())
                .mapToInt(Integer::intValue)
                .toArray();
        values[at] = new long[size * width];
        rest[at] = rest[at + 1].clone();
        long[] most = new long[width];
        for (int place = 0; place < size; place++) {
            long[] one = all[order[at][place]];
            System.arraycopy(one, 0, values[at], place * width, width);
            for (int side = 0; side < width; side++) {
                most[side] = Math.max(most[side], one[side]);
            }
        }
        for (int side = 0; side < width; side++) {
            rest[at][side] += most[side];
        }
    }

    private void raise() {
        System.arraycopy(aim.floors(), 0, need, 0, parties);
        for (int cut = 0; cut < cuts.size(); cut++) {
            need[parties + cut] = cuts.least(cut, aim);
        }
    }

    private void visit(int depth) {
        if (depth == chosen.length) {
            leaf();
            return;
        }
        long[] so = sums[depth];
        long[] next = sums[depth + 1];
        long[] after = rest[depth + 1];
        long[] all = values[depth];
        for (int place = 0; place < order[depth].length && !stopped; place++) {
            int start = place * width;
            // All later choices are no better under the first cut.
            if (so[parties] + all[start + parties] + after[parties] < need[parties]) {
                return;
            }
            int side = 0;
            while (side < width) {
                long sum = so[side] + all[start + side];
                if (sum + after[side] < need[side]) {
                    break;
                }
                next[side] = sum;
                side++;
            }
            if (side == width) {
                chosen[depth] = order[depth][place];
                visit(depth + 1);
            }
            if (++nodes % askEvery == 0) {
                stopped = watch.stop();
                watch.progress(task, nodes, 0);
            }
        }
    }

    private void leaf() {
        int[] choices = new int[chosen.length];
        for (int depth = 0; depth < chosen.length; depth++) {
            choices[blocks[depth]] = chosen[depth];
        }
        if (aim.take(Arrays.copyOf(sums[chosen.length], parties), choices)) {
            raise();
        }
    }
}
