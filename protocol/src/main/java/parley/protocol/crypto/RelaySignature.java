package parley.protocol.crypto;

import parley.base.Bytes;
import parley.protocol.port.SignedHead;

/**
 * Whether a relay really signed a head.
 *
 * <p>Guarantees that the holder of the relay's key put this (log, position, hash) under a signature. Doesn't say that no
 * other head was signed for the same place: that is what {@link RelayFault} proves. {@code docs/protocol.md}, "Appending".
 * Thread-safe.
 */
public final class RelaySignature {
    private RelaySignature() {}

    public static boolean holds(SignedHead head, Bytes relayKey) {
        return Ed25519.verify(relayKey, SignedHead.signedBytes(head.root()), head.signature());
    }
}
