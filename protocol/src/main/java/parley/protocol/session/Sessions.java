package parley.protocol.session;

import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Secret;
import parley.protocol.port.Tx;

/**
 * Pairwise ratcheted sessions: the seam in front of libsignal (PQXDH and the Triple Ratchet).
 *
 * <p>Guarantees: a message opens at most once and only for the identity key that the caller named; all state of a
 * session lives in the transaction's cells, so that whatever the transaction undoes never happened. Doesn't guarantee
 * delivery or order. Every failure to open is one opaque kind. Used by one thread at a time.
 *
 * <p>{@code docs/protocol.md}, "Sessions"; tests hold {@code LibsignalSessions} and the deterministic double to one
 * contract.
 */
public interface Sessions {
    /** Makes a fresh identity key pair in the store; returns its public part (33 bytes, libsignal's encoding). */
    Bytes newIdentity(Tx tx, Hash owner);

    /** The public identity key of this owner. */
    Bytes identity(Tx tx, Hash owner);

    /**
     * A pairing bundle for others to start a session with; its private parts stay in the store under {@code bundleId}.
     *
     * @param oneTime with a one-time key that only one answer can use (invitations); without, several peers may use it
     *     (room cards)
     */
    Bytes newBundle(Tx tx, Hash owner, Hash bundleId, boolean oneTime);

    /** Erases a bundle's private parts: no first message that uses it opens afterwards. */
    void eraseBundle(Tx tx, Hash owner, Hash bundleId);

    /**
     * Begins a session from a peer's bundle; false when the bundle's signatures or identity don't hold. An answered session
     * that stands here is left as it is; an unanswered one is begun anew, and an answer to the old beginning still opens.
     */
    boolean begin(Tx tx, Hash owner, Hash address, Bytes theirIdentity, Bytes bundle);

    /** Whether a session stands here, and if so, whether the peer has answered in it. */
    Standing standing(Tx tx, Hash owner, Hash address);

    /** The next message of this session. Requires a standing session. */
    Bytes encrypt(Tx tx, Hash owner, Hash address, Bytes plain);

    /**
     * Opens a message, beginning the session when it is a first message for one of this owner's bundles. Once a later
     * message of the peer has opened here, no first message begins the session anew until {@link #erase}: it would let one
     * who holds only the peer's identity key take the peer's place. A first message is never taken for a beginning twice.
     *
     * @param theirIdentity the only identity that may have sent it
     * @return empty on every failure, and nothing has changed then
     */
    Optional<Bytes> decrypt(Tx tx, Hash owner, Hash address, Bytes theirIdentity, Bytes message);

    /** Erases the session; none of its messages opens or is made any more. */
    void erase(Tx tx, Hash owner, Hash address);

    /**
     * What the holders of these two identities can compute, and nobody else: X25519 of one's private and the other's public
     * key. Says nothing of who used it. Empty when theirs is no key, or one that would give everybody the same.
     */
    Optional<Secret> agreement(Tx tx, Hash owner, Bytes theirIdentity);

    /**
     * Seals a text that only the holder of this identity opens, whoever keeps it: not even who sealed it. Says nothing of who
     * that was. Empty when it is no key.
     *
     * @param context what it belongs to: it opens beside the same context only
     */
    Optional<Bytes> sealTo(Bytes theirIdentity, Bytes context, Bytes plain);

    /** Opens what was sealed to this owner's identity; empty on every failure. */
    Optional<Bytes> openSealed(Tx tx, Hash owner, Bytes context, Bytes sealed);

    /** Erases an identity and all that hangs on it. */
    void eraseIdentity(Tx tx, Hash owner);

    /** How far a session is. */
    enum Standing {
        NONE,
        /** Begun by us, not yet answered: fills no slot (protocol.md, "Sessions"). */
        UNANSWERED,
        ANSWERED
    }
}
