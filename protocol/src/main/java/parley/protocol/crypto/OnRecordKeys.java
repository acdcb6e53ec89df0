package parley.protocol.crypto;

import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Malformed;

/**
 * The public half of a principal's on-record keys: both must verify, so that a signature holds while either algorithm does.
 *
 * @param ed25519 32 bytes
 * @param mlDsa65 1,952 bytes, the raw key of FIPS 204
 */
public record OnRecordKeys(Bytes ed25519, Bytes mlDsa65) {
    /** Bytes of an ML-DSA-65 public key, FIPS 204 table 2. */
    public static final int ML_DSA_PUBLIC = 1_952;

    public OnRecordKeys {
        if (ed25519.size() != Ed25519.PUBLIC || mlDsa65.size() != ML_DSA_PUBLIC) {
            throw new IllegalArgumentException("not on-record keys");
        }
    }

    public void write(CanonicalWriter out) {
        out.raw(ed25519).raw(mlDsa65);
    }

    public static OnRecordKeys read(CanonicalReader in) throws Malformed {
        return new OnRecordKeys(in.raw(Ed25519.PUBLIC), in.raw(ML_DSA_PUBLIC));
    }
}
