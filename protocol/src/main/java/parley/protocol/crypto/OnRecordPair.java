package parley.protocol.crypto;

import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Malformed;
import parley.base.Randomness;
import parley.base.Secret;

/**
 * A principal's on-record keys with their secret halves, as they lie in the vault and nowhere else.
 *
 * @param ed25519 seed of 32 bytes
 * @param mlDsa65 PKCS #8 as the JDK writes it
 */
public record OnRecordPair(OnRecordKeys open, Secret ed25519, Secret mlDsa65) {
    /** An expanded ML-DSA-65 key has 4,032 bytes; its wrapping a few dozen, and a seed where the JDK keeps one. */
    private static final int MOST_SECRET = 5_000;

    public static OnRecordPair generate(Randomness randomness) {
        Ed25519.Pair classical = Ed25519.generate(randomness);
        MlDsa65.Pair later = MlDsa65.generate(randomness);
        return new OnRecordPair(
                new OnRecordKeys(classical.publicKey(), later.publicKey()), classical.seed(), later.secret());
    }

    public void write(CanonicalWriter out) {
        open.write(out);
        out.secret(ed25519).field(mlDsa65.revealBytes());
    }

    public static OnRecordPair read(CanonicalReader in) throws Malformed {
        return new OnRecordPair(OnRecordKeys.read(in), in.secret(Ed25519.SEED), Secret.of(in.field(MOST_SECRET)));
    }
}
