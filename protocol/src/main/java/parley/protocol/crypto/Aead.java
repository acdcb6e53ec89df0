package parley.protocol.crypto;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import parley.base.Bytes;
import parley.base.Secret;

/**
 * AES-256-GCM under a key and IV that exist for one message only.
 *
 * <p>Guarantees secrecy and integrity of that message and of its additional data. Since key and IV are both drawn by
 * {@link Kdf} from a context that no second message shares (a fresh nonce, a blob's index), no IV is ever used twice
 * under a key. Doesn't bind the key: one sealed text can open under two keys to two texts, so whoever needs "one sealed
 * text, one text" also commits to the key or hashes the text. Failure to open is one opaque kind.
 * {@code docs/protocol.md}, "Notation". Immutable and thread-safe.
 */
public final class Aead {
    /** Bytes of key (32) and IV (12) together. */
    public static final int MATERIAL = 44;
    /** A sealed text is this much longer than its text. */
    public static final int OVERHEAD = 16;

    private static final int KEY = 32;
    private static final int TAG_BITS = 128;
    private static final String GCM = "AES/GCM/NoPadding";
    /** This platform's first choice, asked for once: each look-up by name alone goes through all providers. */
    private static final Provider PROVIDER = provider();

    private final Secret material;

    private Aead(Secret material) {
        this.material = material;
    }

    /** The one-message key for this label and context. The context must never be used for another text. */
    public static Aead once(Secret key, String label, Bytes... context) {
        return new Aead(Kdf.derive(key, label, MATERIAL, context));
    }

    /** From {@link #MATERIAL} bytes that {@link #once} drew elsewhere, such as a seal key inside a grant. */
    public static Aead of(Secret material) {
        if (material.size() != MATERIAL) {
            throw new IllegalArgumentException("key and IV have " + MATERIAL + " bytes, not " + material.size());
        }
        return new Aead(material);
    }

    /** Key and IV, for whoever is to open this one message. */
    public Secret material() {
        return material;
    }

    public Bytes seal(Bytes additional, Bytes plain) {
        try {
            Bytes sealed = run(Cipher.ENCRYPT_MODE, additional, plain);
            Sealings.tell(material, sealed);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM can't fail to seal", e);
        }
    }

    /** The text, or nothing when one bit of key, additional data or sealed text differs. */
    public Optional<Bytes> open(Bytes additional, Bytes sealed) {
        if (sealed.size() < OVERHEAD) {
            return Optional.empty();
        }
        try {
            return Optional.of(run(Cipher.DECRYPT_MODE, additional, sealed));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java 25 platform has AES-256-GCM", e);
        }
    }

    private Bytes run(int mode, Bytes additional, Bytes text) throws GeneralSecurityException {
        byte[] both = material.reveal();
        try {
            Cipher cipher = Cipher.getInstance(GCM, PROVIDER);
            cipher.init(
                    mode,
                    new SecretKeySpec(both, 0, KEY, "AES"),
                    new GCMParameterSpec(TAG_BITS, both, KEY, MATERIAL - KEY));
            cipher.updateAAD(additional.toArray());
            return Bytes.wrap(cipher.doFinal(text.toArray()));
        } finally {
            Arrays.fill(both, (byte) 0);
        }
    }

    private static Provider provider() {
        try {
            return Cipher.getInstance(GCM).getProvider();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java 25 platform has AES-256-GCM", e);
        }
    }
}
