package parley.node.vault;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import parley.base.Bytes;
import parley.base.Randomness;
import parley.base.Secret;
import parley.protocol.crypto.Kdf;
import parley.protocol.port.Key;
import parley.protocol.port.Store;
import parley.protocol.port.Tx;

/**
 * A node's durable memory: cells in one encrypted SQLite file, changed together or not at all.
 *
 * <p>Guarantees: a transaction that returned survives kill and power loss; one that threw {@link Store.StoreFailed} was kept whole or
 * not at all; whoever takes the folder learns its size, the number of cells and nothing else; a cell whose value isn't
 * what was written is named {@code vault.damaged-cell} and never taken for absent; that a row is gone, that its <em>name</em> rotted
 * or that it was put back to what it held before is noticed by the {@link #look} at every row, and not sooner. Doesn't guarantee that
 * erased cells are gone from flash media, nor that the garbage-collected heap holds no copy after {@link #close}. {@code docs/protocol.md}, "Appending",
 * "Restore, clone, rollback" and "Erasure";
 * {@code docs/vault.md}. Thread-safe: one transaction at a time, any number of {@link #read readers} beside it.
 */
public final class Vault implements Store, AutoCloseable {
    private static final Key BOOTS = Key.of("vault/boots");
    /** That this vault was put back: from the first transaction on, in which the mark that shows it is overtaken. */
    private static final Key PUT_BACK = Key.of("vault/put-back");

    private final DataFolder folder;
    private final Secret master;
    private final Bytes vaultId;
    private final GenerationMark mark;
    private final ReentrantLock writing = new ReentrantLock();
    private final CellSeal seal;
    private final CensusTaker census;
    private final CellCache cache = new CellCache();
    private final Readers readers;
    private VaultFile file;
    private boolean putBack;
    private long boots;
    private volatile long generation;
    private volatile boolean closed;
    private volatile boolean owesScrub;
    /** After a failure the file could not even be opened again; whoever writes next tries to. */
    private boolean adrift;

    /** One that is being made, of a file that holds no cell yet. */
    static Vault made(DataFolder folder, VaultFile file, Secret master, Bytes vaultId, Randomness randomness)
            throws IOException {
        return read(folder, file, master, vaultId, randomness, true).begun(true);
    }

    /** One that stands in its place. It has a generation; without, it lost every cell, and neither it nor its mark is written on. */
    static Vault opened(DataFolder folder, VaultFile file, Secret master, Bytes vaultId, Randomness randomness)
            throws IOException {
        return read(folder, file, master, vaultId, randomness, false).begun(false);
    }

    /** Where it can't be read, neither file nor key stays open. */
    private static Vault read(
            DataFolder folder, VaultFile file, Secret master, Bytes vaultId, Randomness randomness, boolean fresh)
            throws IOException {
        try {
            return new Vault(folder, file, master, vaultId, randomness, fresh);
        } catch (RuntimeException | Error | IOException e) {
            master.close();
            file.close();
            throw e;
        }
    }

    private Vault(DataFolder folder, VaultFile file, Secret master, Bytes vaultId, Randomness randomness, boolean fresh)
            throws IOException {
        this.folder = folder;
        this.file = file;
        this.master = master;
        this.vaultId = vaultId;
        this.seal = CellSeal.of(master, vaultId, randomness);
        this.readers = new Readers(
                () -> VaultFile.open(folder.vault()), () -> CellSeal.of(master, vaultId, randomness), this::readable);
        this.census = fresh ? CensusTaker.fresh(seal) : CensusTaker.of(file, seal);
        this.mark = GenerationMark.open(folder.mark(), master, vaultId);
    }

    /** Counts this unlocking. Where that can't be written nothing stays open: a failed write opens the file again. */
    private Vault begun(boolean fresh) throws IOException {
        try {
            boots = new Transaction(file, seal, cache, Long.MAX_VALUE).count(BOOTS);
            generation = census.generation();
            boolean earlier = !fresh && mark.read().map(this::isBehind).orElse(true);
            boots++;
            putBack = transact(tx -> {
                tx.setCount(BOOTS, boots);
                if (earlier) {
                    tx.setCount(PUT_BACK, 1);
                }
                return tx.count(PUT_BACK) > 0;
            });
            mark.force();
            return this;
        } catch (RuntimeException | Error | IOException e) {
            close();
            throw e;
        }
    }

    private boolean isBehind(GenerationMark.Mark last) {
        return last.generation() > generation || last.boots() > boots;
    }

    /**
     * Whether this vault is an earlier copy than the one that this folder last held: its sessions must not be used
     * again (protocol.md, "Restore, clone, rollback"). Whoever opens it later is told too, until {@link #putBackMinded}.
     */
    public boolean putBack() {
        return putBack;
    }

    /** In the transaction that sees to it that those sessions are never used. */
    public void putBackMinded(Tx tx) {
        tx.delete(PUT_BACK);
    }

    /** How many transactions this vault has committed. */
    public long generation() {
        return generation;
    }

    /** How often this vault has been unlocked, this time included. */
    public long boots() {
        return boots;
    }

    /** A key of the vault for one more purpose, such as sealing attachments; the caller erases it. */
    public Secret keyFor(String purpose) {
        return Kdf.derive(master, "vault/purpose", 32, vaultId, Bytes.utf8(purpose));
    }

    @Override
    public <T> T transact(Work<T> work) {
        writing.lock();
        try {
            needSound();
            long before = generation;
            Transaction tx = new Transaction(file, seal, cache, before);
            try {
                T result = work.in(tx);
                tx.dropEqual();
                if (tx.changesSomething() || census.accepts()) {
                    generation = before + 1;
                    Map<Bytes, Census> rows = tx.flush(census);
                    Stand next = census.write(file, rows);
                    file.commit();
                    census.committed(next, rows);
                    tx.committed();
                    remember();
                } else {
                    file.rollback();
                }
                return result;
            } catch (RuntimeException | Error e) {
                generation = before;
                undo(e);
                throw e;
            } finally {
                tx.end();
                census.dropAccepted();
            }
        } finally {
            writing.unlock();
        }
    }

    /** Reads the last committed state, beside any transaction; {@code tx} refuses to write. */
    public <T> T read(Function<Tx, T> work) {
        return readers.use(work::apply);
    }

    /** One cell, as {@link #cells} shows it. */
    public record Cell(Key key, Bytes value) {}

    /** A row that isn't what was written: its hashed name, and what stands there. */
    public record Damaged(Bytes name, Bytes content) {}

    /**
     * Shows every cell of one committed state, in no order that means anything. A damaged cell is passed over.
     *
     * @return what is lost
     */
    public Losses cells(Consumer<Cell> visitor) {
        return readers.use(reader -> reader.each(visitor, _ -> {}));
    }

    /** Shows every damaged row that nobody {@link #giveUp gave up}. */
    public Losses damaged(Consumer<Damaged> visitor) {
        return readers.use(reader -> reader.each(_ -> {}, visitor));
    }

    /** A person accepts that this row is lost: it stays, and counts as {@link Losses#givenUp} as long as it stays as it is. */
    public void giveUp(Tx tx, Damaged row) {
        Quarantine.add(tx, row);
        census.looksAnew(); // It would count the row as it was.
    }

    /** How far a look at every row has come. */
    public enum Look {
        UNDER_WAY,
        /** All is there that was written last. */
        SOUND,
        /** Something is lost: {@link #cells} says what. */
        LOST
    }

    /**
     * Looks at some more rows, or at the first ones. Rows that nobody has counted yet, of a vault of format 1, are counted so.
     *
     * @throws StoreFailed {@code vault.damaged} where the file can't be read; it begins anew then, as after a disk that failed
     */
    public Look look() {
        writing.lock();
        try {
            needSound();
            Look look;
            try {
                look = census.look(file, new Transaction(file, seal, cache, generation));
            } catch (RuntimeException | Error e) {
                undo(e);
                throw e;
            }
            if (census.accepts()) {
                transact(_ -> true);
            }
            return look;
        } finally {
            writing.unlock();
        }
    }

    /**
     * In the transaction that tells people: once it is kept, the census says what is there.
     *
     * @param losses what {@link #cells} returned, that once
     */
    public void accept(Losses losses) {
        if (!writing.isHeldByCurrentThread()) {
            throw new IllegalStateException("accepted outside of a transaction");
        }
        census.accept(losses);
    }

    /**
     * Writes the log into the file and empties it: to be called after texts or keys were erased.
     *
     * @return false when a reader held it up: {@link #owesScrub then it is owed}
     */
    public boolean scrub() {
        writing.lock();
        try {
            needSound();
            owesScrub = true;
            owesScrub = !file.emptyLog();
            return !owesScrub;
        } finally {
            writing.unlock();
        }
    }

    /** Whether what was erased may still lie in the log, because a reader or the disk kept it from being emptied. */
    public boolean owesScrub() {
        return owesScrub;
    }

    /** Ends all use and erases the keys and cells in memory; waits for what is running. Harmless when repeated. */
    @Override
    public void close() {
        writing.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            readers.close();
            cache.clear();
            file.close();
            mark.close();
            seal.close();
            master.close();
        } finally {
            writing.unlock();
        }
    }

    /**
     * What was done stands.
     *
     * @param logEmptied false when what was there before still lies in the log, until the vault is opened again
     */
    record Changed<T>(T result, boolean logEmptied) {}

    /** The key slots, which change outside of cells: see {@link VaultDoor}. */
    <T> Changed<T> withFile(Function<VaultFile, T> work) {
        writing.lock();
        try {
            needSound();
            T result;
            try {
                result = work.apply(file);
                file.commit();
            } catch (RuntimeException | Error e) {
                undo(e);
                throw e;
            }
            return new Changed<>(result, logEmptied());
        } finally {
            writing.unlock();
        }
    }

    private boolean logEmptied() {
        try {
            owesScrub = true;
            owesScrub = !file.emptyLog();
        } catch (StoreFailed e) {
            undo(e);
        }
        return !owesScrub;
    }

    Secret master() {
        return Secret.of(master.revealBytes());
    }

    private void remember() {
        try {
            mark.write(new GenerationMark.Mark(generation, boots));
        } catch (IOException e) {
            // A mark that lags is harmless; one that leads is impossible. See GenerationMark.
            return;
        }
    }

    /** A commit whose outcome is unknown may stand: only opening the file again tells. */
    private void undo(Throwable cause) {
        try {
            if (cause instanceof StoreFailed || cause instanceof Error) {
                adrift = true;
                cache.clear();
                openAgain();
            } else {
                file.rollback();
            }
        } catch (StoreFailed again) {
            cause.addSuppressed(again);
        }
    }

    private void openAgain() {
        file.close(); // Also where it was opened and its census could not be read.
        file = reopened();
        census.readAgain(file);
        generation = census.generation();
        adrift = false;
    }

    /** As {@link VaultDoor#open} opens it: a commit whose force failed and that stands all the same is written once more. */
    private VaultFile reopened() {
        VaultFile again = VaultFile.open(folder.vault());
        try {
            again.emptyLog();
            return again;
        } catch (StoreFailed e) {
            again.close();
            throw e;
        }
    }

    private void needSound() {
        needOpen();
        if (adrift) {
            openAgain();
        }
    }

    /** A commit under way may be visible to a reader before its generation is: hence one more. */
    private long readable() {
        return generation + 1;
    }

    private void needOpen() {
        if (closed) {
            throw Readers.closed();
        }
    }
}
