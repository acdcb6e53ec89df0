package parley.simulation.world;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import parley.base.Bytes;
import parley.base.Head;
import parley.base.LogId;
import parley.protocol.port.SignedHead;

/**
 * A relay's Ed25519 key, the same for the same seed, and the heads it signed.
 *
 * <p>Ed25519 is deterministic, so a head that was signed once is remembered instead of signed again: most answers of a
 * relay repeat one. Not thread-safe: a run has one thread.
 */
public final class HeadSigner {
    /** The last bytes of an X.509 Ed25519 key are the key itself (RFC 8410 §4). */
    private static final int KEY_BYTES = 32;

    private final PrivateKey key;
    private final Bytes publicKey;
    private final Map<LogId, Map<Head, SignedHead>> signed = new HashMap<>();

    public HeadSigner(long seed) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, new Replayed(seed));
            KeyPair pair = generator.generateKeyPair();
            key = pair.getPrivate();
            Bytes encoded = Bytes.wrap(pair.getPublic().getEncoded());
            publicKey = encoded.slice(encoded.size() - KEY_BYTES, encoded.size());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform since 15 has Ed25519", e);
        }
    }

    public Bytes publicKey() {
        return publicKey;
    }

    public SignedHead sign(LogId log, Head head) {
        return signed.computeIfAbsent(log, l -> new HashMap<>()).computeIfAbsent(head, h -> fresh(log, h));
    }

    private SignedHead fresh(LogId log, Head head) {
        SignedHead unsigned = new SignedHead(log, head, 0, List.of(), Bytes.EMPTY);
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(key);
            signature.update(SignedHead.signedBytes(unsigned.root()).toArray());
            return new SignedHead(log, head, 0, List.of(), Bytes.wrap(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key of our own failed to sign", e);
        }
    }

    /** Makes the platform's key generator repeat itself. */
    private static final class Replayed extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final long seed;

        Replayed(long seed) {
            this.seed = seed;
        }

        @Override
        public void nextBytes(byte[] target) {
            new SeededRandomness(seed).fill(target);
        }
    }
}
