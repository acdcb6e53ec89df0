package parley.node.vault;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.base.Bytes;
import parley.node.vault.Vault.Look;
import parley.protocol.port.Tx;

/**
 * Keeps a vault's {@link Census}: each transaction writes what it does to it, and between transactions a look at every row, turn by
 * turn, tells whether they are those that were counted. Used under the vault's writing lock.
 */
final class CensusTaker {
    private final CellSeal seal;
    private final Bytes standIndex;
    private Stand stand;
    /** By the transaction under way. */
    private Optional<Losses> accepted = Optional.empty();

    /** Under way, or null. */
    private @Nullable Recount recount;

    private CensusTaker(CellSeal seal, Stand stand) {
        this.seal = seal;
        this.standIndex = seal.index(Stand.KEY);
        this.stand = stand;
    }

    /** Of a file that holds no cell yet. */
    static CensusTaker fresh(CellSeal seal) {
        return new CensusTaker(seal, Stand.NEW);
    }

    static CensusTaker of(VaultFile file, CellSeal seal) {
        return new CensusTaker(seal, read(file, seal));
    }

    /** The file was opened again: what was to be written may stand there, or not. */
    void readAgain(VaultFile file) {
        stand = read(file, seal);
        recount = null;
    }

    /** Of the last transaction that was committed. */
    long generation() {
        return stand.generation();
    }

    /** What the census counts from the transaction under way on, which {@link #dropAccepted ends} either way. */
    void accept(Losses losses) {
        accepted = Optional.of(losses);
    }

    boolean accepts() {
        return accepted.isPresent();
    }

    void dropAccepted() {
        accepted = Optional.empty();
    }

    /** What it does to the census that a row is written, or deleted where {@code sealed} is empty: to be asked before it is. */
    Census change(VaultFile file, Bytes index, Optional<Bytes> sealed) {
        return counted(index, sealed).minus(counted(index, file.head(index)));
    }

    /** Writes what stands once the transaction under way is committed. */
    Stand write(VaultFile file, Map<Bytes, Census> rows) {
        Stand next = stand.next(rows.values(), accepted);
        file.put(standIndex, seal.seal(standIndex, next.generation(), Stand.KEY, next.encoded()));
        return next;
    }

    void committed(Stand next, Map<Bytes, Census> rows) {
        stand = next;
        if (recount != null) {
            rows.forEach(recount::changed);
        }
    }

    /** Begins the look under way once more. */
    void looksAnew() {
        recount = null;
    }

    /**
     * Looks at some more rows, or at the first ones. Where it is over, nothing is lost and nobody had counted the rows, it
     * {@link #accepts} what it counted, for a transaction to keep.
     */
    Look look(VaultFile file, Tx now) {
        Recount rows = recount == null ? new Recount(seal, Quarantine.of(now)) : recount;
        recount = null; // A look that fails begins anew.
        boolean over = rows.some(file, generation());
        file.rollback();
        if (!over) {
            recount = rows;
            return Look.UNDER_WAY;
        }
        return judged(rows);
    }

    private Look judged(Recount over) {
        Losses losses = over.against(stand);
        if (losses.unordered() || losses.any()) {
            return Look.LOST;
        }
        if (!stand.counted()) {
            accept(losses);
        }
        return Look.SOUND;
    }

    private Census counted(Bytes index, Optional<Bytes> sealed) {
        return sealed.map(row -> Census.ofRow(seal.known(index, row))).orElse(Census.NONE);
    }

    private static Stand read(VaultFile file, CellSeal seal) {
        return Readers.value(file, seal, Long.MAX_VALUE, Stand.KEY)
                .map(Stand::of)
                .orElseThrow(Stand::gone);
    }
}
