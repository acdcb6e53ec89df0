package parley.node.vault;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Malformed;
import parley.base.Randomness;
import parley.base.Secret;
import parley.protocol.crypto.Aead;
import parley.protocol.crypto.Kdf;
import parley.protocol.port.Key;

/**
 * Names and contents of the vault's cells, so that the file tells nothing but its size and how many cells it has.
 *
 * <p>A name becomes HMAC-SHA-256 under the index key. A value is padded to a size class and sealed under a key of its own,
 * drawn from the cell key and a fresh 24-byte nonce; the name's HMAC and the vault's id are bound as additional data, and
 * the generation in which it was written lies inside. Guarantees secrecy, and that a cell opens only under its own name, in
 * its own vault, and never in an earlier generation than it was written in. Doesn't notice one cell put back to an
 * older value of the same cell, or taken away: the {@link Census} does, once all rows were looked at; nor a whole vault put back
 * together with its mark: the chain of a room's log, kept by relay and peers, does (protocol.md, "Restore, clone, rollback"). {@code docs/vault.md}, "Cells". Used by one thread at a
 * time.
 */
final class CellSeal implements AutoCloseable {
    static final int INDEX = 32;
    private static final int VERSION = 1;
    private static final int NONCE = 24;
    /** Begins each sealed cell. */
    static final int HEADER = 1 + NONCE;

    private static final int MOST_VALUE = 64 * 1024 * 1024;
    /** Below this everything looks alike: counters, flags, short records. */
    private static final int LEAST_CLASS = 64;

    private static final int MOST_NAME = 4 * 1024;

    /** What lies in a sealed cell: the name too, so that a backup can choose by name. */
    record Cell(Key key, Bytes value) {}

    private final Mac index;
    private final Mac census;
    private final Secret cellKey;
    private final Bytes vaultId;
    private final Randomness randomness;

    private CellSeal(Mac index, Mac census, Secret cellKey, Bytes vaultId, Randomness randomness) {
        this.index = index;
        this.census = census;
        this.cellKey = cellKey;
        this.vaultId = vaultId;
        this.randomness = randomness;
    }

    static CellSeal of(Secret master, Bytes vaultId, Randomness randomness) {
        return new CellSeal(
                mac(master, "vault/index", vaultId),
                mac(master, "vault/census", vaultId),
                Kdf.derive(master, "vault/cell", 32, vaultId),
                vaultId,
                randomness);
    }

    private static Mac mac(Secret master, String purpose, Bytes vaultId) {
        try (Secret key = Kdf.derive(master, purpose, 32, vaultId)) {
            Mac mac = Mac.getInstance("HmacSHA256");
            byte[] raw = key.reveal();
            mac.init(new SecretKeySpec(raw, "HmacSHA256"));
            Arrays.fill(raw, (byte) 0);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }

    Bytes index(Key key) {
        return Bytes.wrap(index.doFinal(key.name().toArray()));
    }

    /**
     * What a row is known by in the {@link Census}: its name and the nonce that no other writing of it has; all that follows is bound
     * to these two by the seal.
     *
     * @param sealed the row's value, or its first {@link #HEADER} bytes
     */
    Bytes known(Bytes index, Bytes sealed) {
        return Bytes.wrap(census.doFinal(Bytes.concat(index, sealed.slice(0, Math.min(HEADER, sealed.size())))
                .toArray()));
    }

    Bytes seal(Bytes index, long generation, Key key, Bytes value) {
        Bytes nonce = randomness.bytes(NONCE);
        int inner = Long.BYTES + 2 * Integer.BYTES + key.name().size() + value.size();
        Bytes padding = Bytes.wrap(new byte[sizeClass(inner) - inner]);
        Bytes plain = new CanonicalWriter()
                .u64(generation)
                .field(key.name())
                .field(value)
                .raw(padding)
                .bytes();
        Bytes sealed = Aead.once(cellKey, "vault/cell", nonce).seal(context(index), plain);
        return new CanonicalWriter().u8(VERSION).raw(nonce).raw(sealed).bytes();
    }

    /** The value, or nothing when it is not what was sealed under this name up to this generation. */
    Optional<Cell> open(Bytes index, long generation, Bytes sealed) {
        if (sealed.size() < HEADER || sealed.at(0) != VERSION) {
            return Optional.empty();
        }
        return Aead.once(cellKey, "vault/cell", sealed.slice(1, HEADER))
                .open(context(index), sealed.slice(HEADER, sealed.size()))
                .flatMap(plain -> cell(plain, generation));
    }

    private static Optional<Cell> cell(Bytes plain, long generation) {
        try {
            CanonicalReader in = new CanonicalReader(plain);
            return in.u64() > generation
                    ? Optional.empty()
                    : Optional.of(new Cell(new Key(in.field(MOST_NAME)), in.field(MOST_VALUE)));
        } catch (Malformed e) {
            return Optional.empty();
        }
    }

    private Bytes context(Bytes index) {
        return Bytes.concat(vaultId, index);
    }

    /**
     * The padded size: only the five highest bits of a size show, at most an eighth is added. Follows the idea of Padmé
     * (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files", PETS 2019) with a fixed number of bits.
     */
    static int sizeClass(int size) {
        if (size <= LEAST_CLASS) {
            return LEAST_CLASS;
        }
        int step = Math.max(1, Integer.highestOneBit(size - 1) >>> 3);
        return Math.ceilDiv(size, step) * step;
    }

    /** Erases the cell key. The JDK's Macs keep their copies of the other keys until they are collected. */
    @Override
    public void close() {
        cellKey.close();
    }
}
