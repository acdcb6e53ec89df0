package parley.node.vault;

import java.time.Duration;
import parley.base.Bytes;
import parley.protocol.port.Store.StoreFailed;

/**
 * One look at every row in the order of their names, some at a time, while transactions change them: what one changes among the rows
 * that were looked at before is made up for. So nobody waits long, and no reader keeps the log from being emptied. Used under
 * the vault's writing lock.
 */
final class Recount {
    /** What is said meanwhile waits no longer for a turn than for a few pages of a slow disk. */
    private static final Duration MOST_TURN = Duration.ofMillis(5);

    private static final int MOST_ROWS = 256;

    private final Tally tally;
    private Bytes last = Bytes.EMPTY;

    Recount(CellSeal seal, Quarantine quarantine) {
        this.tally = new Tally(seal, quarantine);
    }

    /**
     * Looks at some more rows.
     *
     * @return whether it is over: all were looked at, or they lie in no order by which they can be found
     * @throws StoreFailed {@code vault.damaged} where the file can't be read
     */
    boolean some(VaultFile file, long upTo) {
        long end = System.nanoTime() + MOST_TURN.toNanos();
        int[] rows = {0};
        boolean all = file.eachAfter(last, (index, content) -> {
            var unused = tally.row(index, content, upTo);
            last = index;
            return !tally.unordered() && ++rows[0] < MOST_ROWS && System.nanoTime() < end;
        });
        return all || tally.unordered();
    }

    void changed(Bytes index, Census change) {
        if (index.compareTo(last) <= 0) {
            tally.changed(change);
        }
    }

    Losses against(Stand now) {
        return tally.against(now);
    }
}
