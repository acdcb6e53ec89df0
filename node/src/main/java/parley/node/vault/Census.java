package parley.node.vault;

import java.math.BigInteger;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;

/**
 * How many rows there are and which: their number, and the sum of what each is known by ({@link CellSeal#known}).
 *
 * <p>A sum, so that a transaction adds and takes away what it changes and reads no other row; of keyed hashes, so that whoever
 * doesn't know the vault's key finds no other rows with the same sum. {@code docs/vault.md}, "The census".
 */
record Census(long rows, BigInteger sum) {
    static final Census NONE = new Census(0, BigInteger.ZERO);
    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(Hash.SIZE * Byte.SIZE);

    /** @param known what the row is known by, {@link Hash#SIZE} bytes */
    static Census ofRow(Bytes known) {
        return new Census(1, new BigInteger(1, known.toArray()));
    }

    Census plus(Census other) {
        return new Census(rows + other.rows, sum.add(other.sum).mod(MODULUS));
    }

    Census minus(Census other) {
        return new Census(rows - other.rows, sum.subtract(other.sum).mod(MODULUS));
    }

    /** The number may be below zero: of rows that were there before anybody counted, as many were taken away. */
    void write(CanonicalWriter out) {
        byte[] number = sum.toByteArray();
        int used = Math.min(number.length, Hash.SIZE);
        byte[] fixed = new byte[Hash.SIZE];
        System.arraycopy(number, number.length - used, fixed, Hash.SIZE - used, used);
        out.raw(Hash.number(rows)).raw(Bytes.wrap(fixed));
    }

    static Census read(CanonicalReader in) throws Malformed {
        return new Census(
                in.raw(Long.BYTES).asBuffer().getLong(),
                new BigInteger(1, in.raw(Hash.SIZE).toArray()));
    }
}
