package parley.settlement.tangle;

import java.util.List;

/**
 * How far a frontier that isn't whole may lie below the true one. A package that was not found lies in a corner of the archive and under every bound: it
 * gives the first party more than the best listed by so much at most, or the second more than its neighbour by so much.
 */
final class Shortfall {
    private final Weightings weightings;
    private final long[] bound;
    private final Archive archive;

    Shortfall(Weightings weightings, long[] bound, Archive archive) {
        this.weightings = weightings;
        this.bound = bound;
        this.archive = archive;
    }

    /** For each party, multiplied by what its numbers have in common; at least 1, for nothing was proved. */
    long[] units(long[] common) {
        List<Archive.Entry> entries = archive.entries();
        if (entries.isEmpty()) {
            return new long[] {Long.MAX_VALUE, Long.MAX_VALUE};
        }
        long first = most(0, archive.corner(0, 1)) - entries.getFirst().first();
        long second = 0;
        for (int corner = 1; corner < archive.corners(); corner++) {
            second = Math.max(
                    second,
                    most(1, archive.corner(corner, 0)) - entries.get(corner - 1).second());
        }
        return new long[] {Math.max(1, first) * common[0], Math.max(1, second) * common[1]};
    }

    /** What a party can get at most when the other one gets at least so much. */
    private long most(int party, long other) {
        long most = Long.MAX_VALUE;
        for (int which = 0; which < weightings.size(); which++) {
            long weight = weightings.weight(which, party);
            if (weight > 0) {
                long left = bound[which] - weightings.weight(which, 1 - party) * weightings.coarse(1 - party, other);
                most = Math.min(most, weightings.finest(party, Math.floorDiv(left, weight)));
            }
        }
        return most;
    }
}
