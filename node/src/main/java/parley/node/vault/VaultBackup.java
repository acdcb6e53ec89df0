package parley.node.vault;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.Ok;
import parley.base.Randomness;
import parley.base.Result;
import parley.base.Secret;
import parley.protocol.crypto.Aead;
import parley.protocol.port.Key;
import parley.protocol.port.Store.StoreFailed;

/**
 * Chosen cells of a vault in one file under a passphrase of its own.
 *
 * <p>Guarantees that the file tells nothing but its size without the passphrase, and that a file cut short, altered or put
 * together from two is refused before one cell of it is used. Which cells are chosen is the caller's: a backup must hold no
 * session and no room secret (protocol.md, "Restore, clone, rollback"). {@code docs/vault.md}, "Backup". Stateless.
 */
public final class VaultBackup {
    private static final Bytes HEADING = Bytes.utf8("parley backup, version 1\n");
    /** Cells are sealed together in pieces of about this size, so that neither side holds a whole backup in memory. */
    private static final int PIECE_BYTES = 1024 * 1024;

    /** The largest cell and the rest of a piece. */
    private static final int MOST_PIECE_BYTES = 66 * 1024 * 1024;

    private static final int MOST_SLOT_BYTES = 512;
    private static final int MOST_CELLS = 1_000_000;
    private static final int MOST_NAME_BYTES = 4 * 1024;

    private VaultBackup() {}

    /** Writes the cells that {@code wanted} chooses by their names; refused when the vault has lost cells. */
    public static Result<Ok> write(
            Vault vault,
            Predicate<Key> wanted,
            Secret passphrase,
            Stretching cost,
            Randomness randomness,
            OutputStream to)
            throws IOException {
        try (Secret key = randomness.secret(KeySlot.MASTER)) {
            DataOutputStream out = new DataOutputStream(to);
            Bytes slot = KeySlot.wrap(key, passphrase, cost, randomness).encoded();
            out.write(HEADING.toArray());
            out.writeInt(slot.size());
            out.write(slot.toArray());
            Pieces pieces = new Pieces(out, key);
            Losses losses = vault.cells(cell -> {
                if (wanted.test(cell.key())) {
                    pieces.add(cell);
                }
            });
            pieces.end();
            if (losses.any()) {
                return refused(losses);
            }
            out.flush();
            return Ok.done();
        } catch (Unwritable e) {
            throw e.why;
        }
    }

    /** Of rows that are gone people are told after the next unlock, and backups are made again; what is damaged stays so. */
    private static Result<Ok> refused(Losses losses) {
        return losses.damaged() > 0
                ? Result.refused("backup.vault-damaged", losses.damaged())
                : Result.refused("backup.vault-lost");
    }

    /** An output that failed in the middle of reading cells. */
    private static final class Unwritable extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient IOException why;

        private Unwritable(IOException why) {
            super(why);
            this.why = why;
        }
    }

    private static final class Pieces {
        private final DataOutputStream out;
        private final Secret key;
        private final List<Vault.Cell> cells = new ArrayList<>();
        private int size;
        private int index;

        private Pieces(DataOutputStream out, Secret key) {
            this.out = out;
            this.key = key;
        }

        private void add(Vault.Cell cell) {
            cells.add(cell);
            size += cell.value().size();
            if (size >= PIECE_BYTES) {
                write(false);
            }
        }

        private void end() {
            write(true);
        }

        private void write(boolean last) {
            Bytes plain = new CanonicalWriter()
                    .list(cells, (to, cell) -> to.field(cell.key().name()).field(cell.value()))
                    .bytes();
            Bytes sealed = seal(key, index, last).seal(Bytes.EMPTY, plain);
            try {
                out.writeBoolean(last);
                out.writeInt(sealed.size());
                out.write(sealed.toArray());
            } catch (IOException e) {
                throw new Unwritable(e);
            }
            cells.clear();
            size = 0;
            index++;
        }
    }

    /**
     * Reads a whole backup into a vault that is being made, each piece in a transaction of its own: a large backup fits no
     * memory. When it is refused some pieces may be there, so such a vault is never used: see {@link VaultDoor#create(Secret,
     * java.util.function.Function)}.
     *
     * @param after what else is to happen once all is there
     */
    public static Result<Ok> read(
            InputStream from, Secret passphrase, Vault into, Consumer<parley.protocol.port.Tx> after)
            throws IOException {
        DataInputStream in = new DataInputStream(from);
        Bytes heading = Bytes.wrap(in.readNBytes(HEADING.size()));
        if (!heading.equals(HEADING)) {
            return Result.refused("backup.not-a-backup");
        }
        try {
            int slotSize = in.readInt();
            if (slotSize < 0 || slotSize > MOST_SLOT_BYTES) {
                return Result.refused("backup.not-a-backup");
            }
            KeySlot slot = KeySlot.decode(Bytes.wrap(in.readNBytes(slotSize)));
            Optional<Secret> key = slot.unwrap(passphrase);
            if (key.isEmpty()) {
                return Result.refused("backup.damaged");
            }
            try (Secret opened = key.get()) {
                return restore(in, opened, into, after);
            }
        } catch (EOFException | Malformed e) {
            return Result.refused("backup.damaged");
        }
    }

    private static Result<Ok> restore(
            DataInputStream in, Secret key, Vault into, Consumer<parley.protocol.port.Tx> after) throws IOException {
        try {
            boolean last = false;
            for (int index = 0; !last; index++) {
                int number = index;
                last = into.transact(tx -> piece(in, key, number, tx));
            }
            return into.transact(tx -> {
                after.accept(tx);
                return Ok.done();
            });
        } catch (Damaged e) {
            return Result.refused("backup.damaged");
        } catch (StoreFailed e) {
            return Result.refused(VaultDoor.keyOf(e));
        }
    }

    /** Ends the transaction, and the vault that is being made. */
    private static final class Damaged extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Damaged(Exception why) {
            super(why);
        }
    }

    private static boolean piece(DataInputStream in, Secret key, int index, parley.protocol.port.Tx tx) {
        try {
            boolean last = in.readBoolean();
            int size = in.readInt();
            if (size < 0 || size > MOST_PIECE_BYTES) {
                throw new EOFException();
            }
            Bytes sealed = Bytes.wrap(in.readNBytes(size));
            Bytes plain = seal(key, index, last)
                    .open(Bytes.EMPTY, sealed)
                    .orElseThrow(() -> new EOFException("not what was written"));
            CanonicalReader cells = new CanonicalReader(plain);
            cells.list(MOST_CELLS, one -> {
                tx.put(new Key(one.field(MOST_NAME_BYTES)), one.field(MOST_PIECE_BYTES));
                return true;
            });
            cells.end();
            return last;
        } catch (IOException | Malformed e) {
            throw new Damaged(e);
        }
    }

    private static Aead seal(Secret key, int index, boolean last) {
        return Aead.once(key, "vault/backup", Hash.number(index), Bytes.wrap(new byte[] {(byte) (last ? 1 : 0)}));
    }
}
