package parley.protocol.crypto;

import java.security.GeneralSecurityException;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import parley.base.Bytes;
import parley.base.CanonicalWriter;
import parley.base.Secret;

/**
 * Draws keys from keys: HKDF-SHA256 of the JDK, every output under a label and length-prefixed context.
 *
 * <p>Guarantees that outputs of different labels, contexts or sizes are independent as far as HKDF is; the input must have
 * full entropy (a random key), for HKDF stretches nothing. {@code docs/protocol.md}, "Notation". Thread-safe.
 */
public final class Kdf {
    /** HKDF-SHA256 yields at most 255 blocks of 32 bytes. */
    public static final int MOST_BYTES = 255 * 32;

    private static final String NAMESPACE = "parley/1/";
    private static final String HKDF = "HKDF-SHA256";
    /** This platform's first choice, asked for once: each look-up by name alone goes through all providers. */
    private static final String PROVIDER = provider();

    private Kdf() {}

    /** {@code size} bytes drawn from {@code key} for this label and context. */
    public static Secret derive(Secret key, String label, int size, Bytes... context) {
        if (size < 1 || size > MOST_BYTES) {
            throw new IllegalArgumentException("HKDF gives 1 to " + MOST_BYTES + " bytes, not " + size);
        }
        CanonicalWriter info = new CanonicalWriter().text(NAMESPACE + label);
        for (Bytes part : context) {
            info.field(part);
        }
        byte[] input = key.reveal();
        try {
            AlgorithmParameterSpec how = HKDFParameterSpec.ofExtract()
                    .addIKM(input)
                    .thenExpand(info.bytes().toArray(), size);
            return Secret.wrap(KDF.getInstance(HKDF, PROVIDER).deriveData(how));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java 25 platform has HKDF-SHA256", e);
        } finally {
            java.util.Arrays.fill(input, (byte) 0);
        }
    }

    private static String provider() {
        try {
            return KDF.getInstance(HKDF).getProviderName();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java 25 platform has HKDF-SHA256", e);
        }
    }
}
