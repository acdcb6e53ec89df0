package parley.protocol.crypto;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import parley.base.Bytes;
import parley.base.Randomness;
import parley.base.Secret;

/** ML-DSA-65 (FIPS 204) of the JDK, with raw public keys. Thread-safe. */
final class MlDsa65 {
    /** FIPS 204 table 2. */
    static final int SIGNATURE = 3_309;

    private static final String NAME = "ML-DSA-65";
    /** SubjectPublicKeyInfo of this algorithm before the raw key, RFC 9881. */
    private static final Bytes PUBLIC_PREFIX = Bytes.hex("308207b2300b0609608648016503040312038207a100");

    private MlDsa65() {}

    /** @param secret PKCS #8 as the JDK writes it */
    record Pair(Bytes publicKey, Secret secret) {}

    static Pair generate(Randomness randomness) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(NAME);
            generator.initialize(NamedParameterSpec.ML_DSA_65, new PortRandom(randomness));
            KeyPair pair = generator.generateKeyPair();
            Bytes encoded = Bytes.wrap(pair.getPublic().getEncoded());
            if (!encoded.startsWith(PUBLIC_PREFIX)) {
                throw new IllegalStateException("an ML-DSA-65 key in an unknown encoding");
            }
            return new Pair(
                    encoded.slice(PUBLIC_PREFIX.size(), encoded.size()),
                    Secret.wrap(pair.getPrivate().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    static Bytes sign(Secret secret, Bytes message, Randomness randomness) {
        byte[] encoded = secret.reveal();
        try {
            PrivateKey key = KeyFactory.getInstance(NAME).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            Signature signature = Signature.getInstance(NAME);
            signature.initSign(key, new PortRandom(randomness));
            signature.update(message.toArray());
            return Bytes.wrap(signature.sign());
        } catch (GeneralSecurityException e) {
            throw missing(e);
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }

    static boolean verify(Bytes publicKey, Bytes message, Bytes signature) {
        try {
            Signature verifier = Signature.getInstance(NAME);
            verifier.initVerify(keyOf(publicKey));
            verifier.update(message.toArray());
            return verifier.verify(signature.toArray());
        } catch (InvalidKeyException | SignatureException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    private static PublicKey keyOf(Bytes raw) throws GeneralSecurityException {
        return KeyFactory.getInstance(NAME)
                .generatePublic(
                        new X509EncodedKeySpec(Bytes.concat(PUBLIC_PREFIX, raw).toArray()));
    }

    private static IllegalStateException missing(GeneralSecurityException e) {
        return new IllegalStateException("every Java 25 platform has ML-DSA-65", e);
    }
}
