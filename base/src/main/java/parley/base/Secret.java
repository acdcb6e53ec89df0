package parley.base;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Bytes that must not be shown: keys, capabilities, passphrases.
 *
 * <p>Guarantees that it prints nothing of itself, compares in constant time, and can be erased. Doesn't guarantee that
 * the garbage collector left no copy behind. Reading takes the deliberately searchable {@link #reveal()}.
 */
public final class Secret implements AutoCloseable {
    private final byte[] content;

    private Secret(byte[] content) {
        this.content = content;
    }

    public static Secret copyOf(byte[] content) {
        return new Secret(content.clone());
    }

    /** Takes the array over: the caller must neither change nor keep it. */
    public static Secret wrap(byte[] content) {
        return new Secret(content);
    }

    public static Secret of(Bytes content) {
        return new Secret(content.toArray());
    }

    public int size() {
        return content.length;
    }

    /** A copy, for a primitive that needs an array. Whoever calls this answers for where the copy goes. */
    public byte[] reveal() {
        return content.clone();
    }

    /** A copy as {@link Bytes}, for writing into a sealed record. Whoever calls this answers for where it goes. */
    public Bytes revealBytes() {
        return Bytes.copyOf(content);
    }

    /** Overwrites the content with zeros; the secret must not be used afterwards. */
    @Override
    public void close() {
        Arrays.fill(content, (byte) 0);
    }

    /** Constant time for equal lengths. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && MessageDigest.isEqual(content, that.content);
    }

    /** Deliberately the same for all: a hash of a secret is a fact about it. */
    @Override
    public int hashCode() {
        return 0;
    }

    @Override
    public String toString() {
        return "Secret";
    }
}
