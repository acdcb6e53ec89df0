package parley.settlement.tangle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Whole weights of the parties, under each of which a bound is kept, and the numbers of a table under all of them. Where a party's numbers are too
 * large for sums in a {@code long}, they are rounded up to coarser steps: bounds can only grow.
 */
final class Weightings {
    private static final int WEIGHT_BITS = 20;
    /** With the weight's, so far below {@link Model#FORBIDDEN} that no sum or difference of sums comes near it. */
    private static final int NUMBER_BITS = 34;

    private final List<long[]> weights = new ArrayList<>();
    private final double[] range;
    private final int[] shift;

    Weightings(Model model) {
        range = new double[model.parties];
        shift = new int[model.parties];
        for (int party = 0; party < model.parties; party++) {
            long most = model.magnitude(party);
            range[party] = most;
            shift[party] = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(most) - NUMBER_BITS);
        }
    }

    int size() {
        return weights.size();
    }

    /** {@code count} directions from all for the first to all for the second, evenly between. */
    void spread(int count) {
        for (int at = 0; at < count; at++) {
            double part = at / (count - 1.0);
            add((1 - part) / range[0], part / range[1]);
        }
    }

    /** The direction square to the line between two packages. */
    void between(Archive.Entry one, Archive.Entry other) {
        add(Math.abs((double) other.second() - one.second()), Math.abs((double) one.first() - other.first()));
    }

    /** A direction, given by what a number of each party weighs. */
    void add(double... direction) {
        // In steps of each party's own shift, so that what is weighted are the coarse numbers.
        double[] steps = new double[direction.length];
        Arrays.setAll(steps, party -> Math.scalb(direction[party], shift[party]));
        double scale = (1L << WEIGHT_BITS) / Arrays.stream(steps).max().orElseThrow();
        weights.add(
                Arrays.stream(steps).mapToLong(one -> Math.round(one * scale)).toArray());
    }

    long weight(int which, int party) {
        return weights.get(which)[party];
    }

    /** A party's number in the steps that are weighted, rounded up. */
    long coarse(int party, long number) {
        return -(-number >> shift[party]);
    }

    /** The greatest number that is so many steps. */
    long finest(int party, long steps) {
        return steps << shift[party];
    }

    List<Table> tables(Model model) {
        List<Table> all = new ArrayList<>();
        for (Table table : model.bounding) {
            long[] cells = new long[table.choices() * size()];
            for (int choice = 0; choice < table.choices(); choice++) {
                for (int which = 0; which < size(); which++) {
                    cells[choice * size() + which] = weighted(which, table.cells(), choice * range.length);
                }
            }
            all.add(new Table(table.scope(), table.sizes(), size(), cells));
        }
        return all;
    }

    private long weighted(int which, long[] numbers, int at) {
        if (numbers[at] == Model.FORBIDDEN) {
            return Model.FORBIDDEN;
        }
        long sum = 0;
        for (int party = 0; party < range.length; party++) {
            sum += weight(which, party) * coarse(party, numbers[at + party]);
        }
        return sum;
    }

    /** What a party's numbers are weighted with when all count in the finest steps there are; see {@link #coarsest}. */
    long[] fine(int which) {
        long[] fine = new long[range.length];
        Arrays.setAll(fine, party -> weight(which, party) << (coarsest() - shift[party]));
        return fine;
    }

    /** The binary logarithm of how many units of {@link #fine} a weighted step has. */
    int coarsest() {
        return Arrays.stream(shift).max().orElseThrow();
    }

    /** What the weighted sum of all is at most. */
    double range(int which) {
        double sum = 0;
        for (int party = 0; party < range.length; party++) {
            sum += weight(which, party) * Math.scalb(range[party], -shift[party]);
        }
        return sum;
    }
}
