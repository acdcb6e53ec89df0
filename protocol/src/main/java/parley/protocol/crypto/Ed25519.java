package parley.protocol.crypto;

import java.util.Arrays;
import parley.base.Bytes;
import parley.base.Randomness;
import parley.base.Secret;

/**
 * Ed25519 as libsodium signs and verifies it.
 *
 * <p>Guarantees libsodium's strict verdict: keys of small order, non-canonical keys and scalars, and first halves of small
 * order are refused. Members must agree on every bit of a verdict, so another library here would be another version of
 * the protocol. Doesn't separate purposes: callers sign labelled bytes. {@code docs/protocol.md}, "Notation". Thread-safe.
 */
public final class Ed25519 {
    public static final int PUBLIC = 32;
    public static final int SEED = 32;
    public static final int SIGNATURE = 64;

    private static final int EXPANDED = 64;

    private Ed25519() {}

    /** A key pair; the seed is the whole secret. */
    public record Pair(Bytes publicKey, Secret seed) {}

    public static Pair generate(Randomness randomness) {
        return fromSeed(randomness.secret(SEED));
    }

    public static Pair fromSeed(Secret seed) {
        byte[] publicKey = new byte[PUBLIC];
        byte[] expanded = expand(seed, publicKey);
        Arrays.fill(expanded, (byte) 0);
        return new Pair(Bytes.wrap(publicKey), seed);
    }

    public static Bytes sign(Secret seed, Bytes message) {
        byte[] key = new byte[PUBLIC];
        byte[] expanded = expand(seed, key);
        try {
            return signExpanded(expanded, Bytes.wrap(key), message);
        } finally {
            Arrays.fill(expanded, (byte) 0);
        }
    }

    private static Bytes signExpanded(byte[] expanded, Bytes publicKey, Bytes message) {
        byte[] text = message.toArray();
        byte[] signature = new byte[SIGNATURE];
        if (Sodium.library().crypto_sign_detached(signature, null, text, text.length, expanded) != 0) {
            throw new IllegalStateException("libsodium can't sign");
        }
        Bytes made = Bytes.wrap(signature);
        HeldSignatures.made(publicKey, message, made);
        return made;
    }

    /**
     * Signs many messages with one key, for whoever does little else: its expanded form, half of a signature's work, is made
     * once and stays in memory.
     */
    public static final class Signer {
        private final Bytes publicKey;
        private final Secret expanded;

        public Signer(Secret seed) {
            byte[] key = new byte[PUBLIC];
            this.expanded = Secret.wrap(expand(seed, key));
            this.publicKey = Bytes.wrap(key);
        }

        public Bytes publicKey() {
            return publicKey;
        }

        public Bytes sign(Bytes message) {
            byte[] secret = expanded.reveal();
            try {
                return signExpanded(secret, publicKey, message);
            } finally {
                Arrays.fill(secret, (byte) 0);
            }
        }
    }

    /** Whether the holder of this key signed these bytes. False for anything of a wrong size. */
    public static boolean verify(Bytes publicKey, Bytes message, Bytes signature) {
        if (publicKey.size() != PUBLIC || signature.size() != SIGNATURE) {
            return false;
        }
        return HeldSignatures.holds(publicKey, message, signature, () -> verified(publicKey, message, signature));
    }

    private static boolean verified(Bytes publicKey, Bytes message, Bytes signature) {
        byte[] text = message.toArray();
        return Sodium.library().crypto_sign_verify_detached(signature.toArray(), text, text.length, publicKey.toArray())
                == 0;
    }

    private static byte[] expand(Secret seed, byte[] publicKey) {
        if (seed.size() != SEED) {
            throw new IllegalArgumentException("a seed has " + SEED + " bytes, not " + seed.size());
        }
        byte[] expanded = new byte[EXPANDED];
        byte[] input = seed.reveal();
        try {
            if (Sodium.library().crypto_sign_seed_keypair(publicKey, expanded, input) != 0) {
                throw new IllegalStateException("libsodium can't expand a seed");
            }
            return expanded;
        } finally {
            Arrays.fill(input, (byte) 0);
        }
    }
}
