package parley.protocol.crypto;

import com.sun.jna.NativeLong;
import java.util.Arrays;
import parley.base.Bytes;
import parley.base.Secret;

/**
 * Makes a key of a passphrase: Argon2id of libsodium (RFC 9106), one lane.
 *
 * <p>Guarantees that each guess costs this much memory and time. Doesn't make a guessable passphrase safe. Thread-safe;
 * takes {@code memoryKiB} of memory outside of the heap while it runs.
 */
public final class Argon2id {
    /** Bytes of salt: libsodium's fixed size. */
    public static final int SALT = 16;
    /** Bytes of the key. */
    public static final int KEY = 32;

    /** {@code crypto_pwhash_ALG_ARGON2ID13}. */
    private static final int ALGORITHM = 2;

    private Argon2id() {}

    /**
     * The key for this passphrase.
     *
     * @param memoryKiB at least 8
     * @param passes at least 1
     */
    public static Secret stretch(Secret passphrase, Bytes salt, int memoryKiB, int passes) {
        if (salt.size() != SALT || memoryKiB < 8 || passes < 1) {
            throw new IllegalArgumentException("not a cost or salt of Argon2id");
        }
        byte[] key = new byte[KEY];
        byte[] input = passphrase.reveal();
        try {
            int outcome = Sodium.library()
                    .crypto_pwhash(
                            key,
                            key.length,
                            input,
                            input.length,
                            salt.toArray(),
                            passes,
                            new NativeLong(memoryKiB * 1024L),
                            ALGORITHM);
            if (outcome != 0) {
                throw new IllegalStateException("not enough memory for Argon2id with " + memoryKiB + " KiB");
            }
            return Secret.wrap(key);
        } finally {
            Arrays.fill(input, (byte) 0);
        }
    }
}
