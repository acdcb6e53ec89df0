package parley.simulation.world;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import parley.base.Bytes;
import parley.base.Head;
import parley.base.LogId;
import parley.protocol.crypto.Ed25519;
import parley.protocol.port.SignedHead;

/**
 * A relay's Ed25519 key, the same for the same seed, and the heads it signed.
 *
 * <p>Ed25519 is deterministic, so a head that was signed once is remembered instead of signed again: most answers of a
 * relay repeat one. Not thread-safe: a run has one thread.
 */
public final class HeadSigner {
    private final Ed25519.Signer key;
    private final Map<LogId, Map<Head, SignedHead>> signed = new HashMap<>();

    public HeadSigner(long seed) {
        key = new Ed25519.Signer(new SeededRandomness(seed).secret(Ed25519.SEED));
    }

    public Bytes publicKey() {
        return key.publicKey();
    }

    public SignedHead sign(LogId log, Head head) {
        return signed.computeIfAbsent(log, l -> new HashMap<>()).computeIfAbsent(head, h -> fresh(log, h));
    }

    private SignedHead fresh(LogId log, Head head) {
        SignedHead unsigned = new SignedHead(log, head, 0, List.of(), Bytes.EMPTY);
        return new SignedHead(log, head, 0, List.of(), key.sign(SignedHead.signedBytes(unsigned.root())));
    }
}
