package parley.node.vault;

import java.util.Optional;
import parley.base.Bytes;

/** Rows as they are found: how many and which, and how many of them aren't what was written under their name. */
final class Tally {
    private final CellSeal seal;
    private final Quarantine quarantine;
    private final Bytes stand;
    private Census found = Census.NONE;
    private Bytes last = Bytes.EMPTY;
    private boolean unordered;
    private long damaged;
    private long givenUp;

    Tally(CellSeal seal, Quarantine quarantine) {
        this.seal = seal;
        this.quarantine = quarantine;
        this.stand = seal.index(Stand.KEY);
    }

    /** One row, the next in the file's order; what it holds, unless it is damaged. */
    Optional<CellSeal.Cell> row(Bytes index, Bytes sealed, long upTo) {
        unordered |= index.compareTo(last) <= 0;
        last = index;
        if (!index.equals(stand)) {
            changed(Census.ofRow(seal.known(index, sealed)));
        }
        Optional<CellSeal.Cell> cell = seal.open(index, upTo, sealed);
        if (cell.isEmpty()) {
            boolean known = quarantine.holds(index, sealed);
            givenUp += known ? 1 : 0;
            damaged += known ? 0 : 1;
        }
        return cell;
    }

    /** Whether one didn't lie in the order of the names. */
    boolean unordered() {
        return unordered;
    }

    /** How many are damaged so far, but for those that a person gave up. */
    long damaged() {
        return damaged;
    }

    /** What a transaction changed among the rows that were looked at before. */
    void changed(Census change) {
        found = found.plus(change);
    }

    /** What is lost of the rows that {@code now} says there are. */
    Losses against(Stand now) {
        Census correction = found.minus(now.census());
        if (!now.counted()) {
            return new Losses(damaged, givenUp, 0, false, unordered, now.lost(), correction, false);
        }
        long missing = Math.max(0, -correction.rows());
        // Also beside damaged rows: whoever damages one would hide behind it that another was put back.
        boolean otherwise = !correction.equals(Census.NONE) && missing == 0;
        return new Losses(damaged, givenUp, missing, otherwise, unordered, now.lost(), correction, false);
    }
}
