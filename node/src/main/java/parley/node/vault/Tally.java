package parley.node.vault;

import java.util.Optional;
import parley.base.Bytes;

/** Rows as they are found: how many and which, and how many of them aren't what was written under their name. */
final class Tally {
    private final CellSeal seal;
    private final Bytes stand;
    private Census found = Census.NONE;
    private long damaged;

    Tally(CellSeal seal) {
        this.seal = seal;
        this.stand = seal.index(Stand.KEY);
    }

    /** One row; what it holds, unless it is damaged. */
    Optional<CellSeal.Cell> row(Bytes index, Bytes sealed, long upTo) {
        if (!index.equals(stand)) {
            changed(Census.ofRow(seal.known(index, sealed)));
        }
        Optional<CellSeal.Cell> cell = seal.open(index, upTo, sealed);
        damaged += cell.isPresent() ? 0 : 1;
        return cell;
    }

    /** What a transaction changed among the rows that were looked at before. */
    void changed(Census change) {
        found = found.plus(change);
    }

    /** What is lost of the rows that {@code now} says there are. */
    Losses against(Stand now) {
        Census correction = found.minus(now.census());
        if (!now.counted()) {
            return new Losses(damaged, 0, false, now.lost(), correction);
        }
        long missing = Math.max(0, -correction.rows());
        // Also beside damaged rows: whoever damages one would hide behind it that another was put back.
        boolean otherwise = !correction.equals(Census.NONE) && missing == 0;
        return new Losses(damaged, missing, otherwise, now.lost(), correction);
    }
}
