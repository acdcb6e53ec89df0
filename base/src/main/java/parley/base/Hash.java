package parley.base;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A SHA-256 value under a named purpose: H of {@code docs/protocol.md}.
 *
 * <p>Every hash begins with {@code "parley/1/<purpose>"} and each field carries its length, so that no value of one
 * purpose or split of fields equals one of another. Thread-safe.
 *
 * @param value 32 bytes
 */
public record Hash(Bytes value) implements Comparable<Hash> {
    public static final int SIZE = 32;
    private static final String NAMESPACE = "parley/1/";

    /** Never fed. */
    private static final MessageDigest FRESH = fresh();

    public Hash {
        if (value.size() != SIZE) {
            throw new IllegalArgumentException("a hash has 32 bytes, not " + value.size());
        }
    }

    /** H(purpose, fields): SHA-256 over the length-prefixed purpose and fields. */
    public static Hash of(String purpose, Bytes... fields) {
        MessageDigest digest = sha256();
        byte[] label = (NAMESPACE + purpose).getBytes(StandardCharsets.US_ASCII);
        digest.update(lengthOf(label.length));
        digest.update(label);
        for (Bytes field : fields) {
            digest.update(lengthOf(field.size()));
            field.feed(digest);
        }
        return new Hash(Bytes.wrap(digest.digest()));
    }

    /** A number as a field of {@link #of}: eight bytes, big-endian. */
    public static Bytes number(long number) {
        byte[] out = new byte[Long.BYTES];
        for (int i = 0; i < Long.BYTES; i++) {
            out[i] = (byte) (number >>> (8 * (Long.BYTES - 1 - i)));
        }
        return Bytes.wrap(out);
    }

    public static Hash hex(String hex) {
        return new Hash(Bytes.hex(hex));
    }

    public String toHex() {
        return value.toHex();
    }

    /** The first eight hexadecimal digits: enough for a person to tell two apart, never for a check. */
    public String brief() {
        return toHex().substring(0, 8);
    }

    @Override
    public int compareTo(Hash other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return brief();
    }

    private static byte[] lengthOf(int length) {
        return new byte[] {(byte) (length >>> 24), (byte) (length >>> 16), (byte) (length >>> 8), (byte) length};
    }

    /** A copy of {@link #FRESH}: asking the platform for a new one costs as much as hashing a hundred bytes. */
    private static MessageDigest sha256() {
        try {
            return (MessageDigest) FRESH.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's SHA-256 can be copied", e);
        }
    }

    private static MessageDigest fresh() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
