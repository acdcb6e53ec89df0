package parley.node.vault;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.protocol.port.Key;
import parley.protocol.port.Store.StoreFailed;
import parley.protocol.port.Tx;

/**
 * Damaged rows that a person gave up for lost: their hashed names, and hashes of what stands there, in cells of the vault.
 *
 * <p>Guarantees that nothing is dropped: the rows stay where they are, so that a cell of such a name is still never taken for absent,
 * until it is written anew or erased, unless it is the name that rotted. No copy is kept, for erasure would not know of it, and most of what rotted can still be opened by
 * whoever has the vault's keys. A row is given up as it stood there then: what rots further is told anew. {@code docs/vault.md}, "The
 * census".
 */
final class Quarantine {
    private static final Key COUNT = Key.of("vault/quarantine-count");
    private static final Key ROW = Key.of("vault/quarantine-row");
    /** Names are shorter, but one may have rotted too. */
    private static final int MOST_NAME_BYTES = 4 * 1024;

    private final Set<Row> rows = new HashSet<>();

    private record Row(Bytes name, Hash content) {
        static Row of(Bytes name, Bytes content) {
            return new Row(name, Hash.of("damaged-row", content));
        }

        Bytes encoded() {
            return new CanonicalWriter().field(name).hash(content).bytes();
        }

        static Optional<Row> decode(Bytes cell) {
            return CanonicalReader.whole(cell, in -> new Row(in.field(MOST_NAME_BYTES), in.hash()));
        }
    }

    static Quarantine of(Tx tx) {
        Quarantine all = new Quarantine();
        long count = count(tx);
        for (long i = 0; i < count; i++) {
            Key row = ROW.with(i);
            whole(() -> tx.get(row)).flatMap(Row::decode).ifPresent(all.rows::add);
        }
        return all;
    }

    /** What is damaged here itself isn't known any more: then rows are told again. */
    private static <T> Optional<T> whole(Supplier<Optional<T>> cell) {
        try {
            return cell.get();
        } catch (StoreFailed e) {
            if (VaultDoor.isDamage(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    static void add(Tx tx, Vault.Damaged row) {
        long number = count(tx);
        while (isTaken(tx, ROW.with(number))) {
            number++; // The count itself was lost.
        }
        tx.put(ROW.with(number), Row.of(row.name(), row.content()).encoded());
        tx.setCount(COUNT, number + 1);
    }

    private static long count(Tx tx) {
        return whole(() -> Optional.of(tx.count(COUNT))).orElse(0L);
    }

    private static boolean isTaken(Tx tx, Key row) {
        try {
            return tx.get(row).isPresent();
        } catch (StoreFailed e) {
            if (VaultDoor.isDamage(e)) {
                return true;
            }
            throw e;
        }
    }

    boolean holds(Bytes name, Bytes content) {
        return !rows.isEmpty() && rows.contains(Row.of(name, content));
    }
}
