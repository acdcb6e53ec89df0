package parley.relay.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import parley.base.Bytes;
import parley.base.Head;
import parley.base.LogId;
import parley.base.Secret;
import parley.protocol.crypto.Ed25519;
import parley.protocol.port.SignedHead;

/**
 * Signs heads with the relay's key.
 *
 * <p>Guarantees that only heads are signed, each under its label, and never an instant. Doesn't keep the relay from signing
 * two histories: that is what its signatures prove against it. Section 4 of the protocol. Thread-safe.
 */
public final class HeadSigner {
    /** Heads that were asked for again lately: enough for every room that is read at one time. */
    private static final int KEPT = 4096;

    private final Ed25519.Signer key;
    private final Map<SignedAt, SignedHead> kept = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SignedAt, SignedHead> eldest) {
            return size() > KEPT;
        }
    };

    private record SignedAt(LogId log, Head head) {}

    public HeadSigner(Secret seed) {
        this.key = new Ed25519.Signer(seed);
    }

    public Bytes publicKey() {
        return key.publicKey();
    }

    /** One head, by a signature of its own or one made before. */
    public SignedHead sign(LogId log, Head head) {
        SignedAt at = new SignedAt(log, head);
        synchronized (kept) {
            SignedHead before = kept.get(at);
            if (before != null) {
                return before;
            }
        }
        SignedHead signed = signAll(List.of(new Outcome.Placed(log, head))).getFirst();
        synchronized (kept) {
            kept.put(at, signed);
        }
        return signed;
    }

    /** Many heads by one signature, in order. */
    List<SignedHead> signAll(List<Outcome.Placed> placed) {
        if (placed.isEmpty()) {
            return List.of();
        }
        HeadTree tree = new HeadTree(placed);
        Bytes signature = key.sign(SignedHead.signedBytes(tree.root()));
        List<SignedHead> heads = new ArrayList<>(placed.size());
        for (int i = 0; i < placed.size(); i++) {
            heads.add(tree.signed(i, placed.get(i).log(), placed.get(i).head(), signature));
        }
        return heads;
    }
}
