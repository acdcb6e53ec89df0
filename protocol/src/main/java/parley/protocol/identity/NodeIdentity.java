package parley.protocol.identity;

import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.Principal;
import parley.protocol.crypto.OnRecordKeys;

/**
 * A principal's node as others are told of it: who it says it is, and the keys that it acts with at one table.
 *
 * @param incarnation 0 at first, one more with every renewal
 * @param identityKey libsignal's public identity key, {@link #IDENTITY_KEY} bytes
 */
public record NodeIdentity(Principal principal, int incarnation, Bytes identityKey, OnRecordKeys onRecord) {
    /** libsignal's encoding: one byte of type and 32 of X25519. */
    public static final int IDENTITY_KEY = 33;
    /** A node renewed a thousand times is a broken one: bounds what a hostile card makes others count. */
    public static final int MOST_INCARNATION = 1_000;

    public NodeIdentity {
        if (identityKey.size() != IDENTITY_KEY || incarnation < 0 || incarnation > MOST_INCARNATION) {
            throw new IllegalArgumentException("not a node's identity");
        }
    }

    /** What people compare: the keys, and nothing that may change while they stay. */
    public Hash keysHash() {
        return keysHash(identityKey, onRecord);
    }

    /** The same, before there is a principal to name. */
    public static Hash keysHash(Bytes identityKey, OnRecordKeys onRecord) {
        return Hash.of("identity", identityKey, onRecord.ed25519(), onRecord.mlDsa65());
    }

    public void write(CanonicalWriter out) {
        principal.write(out);
        out.u32(incarnation).raw(identityKey);
        onRecord.write(out);
    }

    public static NodeIdentity read(CanonicalReader in) throws Malformed {
        Principal principal = Principal.read(in);
        int incarnation = in.u32();
        if (incarnation > MOST_INCARNATION) {
            throw new Malformed("an incarnation beyond all renewals");
        }
        return new NodeIdentity(principal, incarnation, in.raw(IDENTITY_KEY), OnRecordKeys.read(in));
    }
}
