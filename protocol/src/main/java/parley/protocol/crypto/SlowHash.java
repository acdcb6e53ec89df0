package parley.protocol.crypto;

import com.goterl.lazysodium.interfaces.PwHash;
import com.sun.jna.NativeLong;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import parley.base.Bytes;
import parley.base.Hash;

/**
 * A hash that costs every trial time and memory (Argon2id of libsodium): for what people compare in few words.
 *
 * <p>Twelve words show 132 bits. Whoever chooses both sides' input, as one between two people does, needs only a collision, 2^66
 * trials; at {@link #MEMORY} and {@link #PASSES} each, that is out of reach, while two honest nodes wait some tens of
 * milliseconds. Not for passphrases: the salt is fixed. {@code docs/protocol.md}, "Comparing". Thread-safe.
 */
public final class SlowHash {
    /** 16 MiB: what a small laptop spares for an instant, and hardware for trials must have in each unit. */
    public static final int MEMORY = 16 * 1024 * 1024;
    /** Passes over that memory. */
    public static final long PASSES = 3;

    private static final int SALT = 16;

    private SlowHash() {}

    /** 32 bytes for this purpose and input; the same on every node. */
    public static Hash of(String purpose, Hash input) {
        byte[] salt = Arrays.copyOf(
                Hash.of("slow-hash", Bytes.wrap(purpose.getBytes(StandardCharsets.US_ASCII)))
                        .value()
                        .toArray(),
                SALT);
        byte[] slow = new byte[Hash.SIZE];
        byte[] text = input.value().toArray();
        int failed = Sodium.library()
                .crypto_pwhash(
                        slow,
                        slow.length,
                        text,
                        text.length,
                        salt,
                        PASSES,
                        new NativeLong(MEMORY),
                        PwHash.Alg.PWHASH_ALG_ARGON2ID13.getValue());
        if (failed != 0) {
            throw new OutOfMemoryError("no " + MEMORY + " bytes for Argon2id");
        }
        return new Hash(Bytes.wrap(slow));
    }
}
