package parley.protocol.pairing;

import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Randomness;
import parley.base.Secret;
import parley.protocol.crypto.Aead;
import parley.protocol.identity.NodeIdentity;

/**
 * An answer under the invitation's secret: what the inviter's inbox holds before there is a session.
 *
 * <p>The session's first message shows its sender's identity key in clear; HKDF(s) hides it from other writers of the
 * inbox. Proves that the sender had the invitation, not who that is. {@code docs/protocol.md}, "Pairing".
 *
 * @param identityKey the answerer's, which the session's message must turn out to be from
 * @param incarnation the answerer's; with the key it names the session
 * @param message the session's first message, holding an {@link Answer}
 */
public record SealedAnswer(Bytes identityKey, int incarnation, Bytes message) {
    private static final String LABEL = "answer";
    private static final int NONCE = 32;
    /** A first message is 1.8 KiB longer than its {@link Answer}, which is under 4 KiB. */
    public static final int MOST_MESSAGE = 6_144;

    public Bytes seal(Secret secret, Hash invitation, Randomness randomness) {
        Bytes nonce = randomness.bytes(NONCE);
        Bytes plain = new CanonicalWriter()
                .raw(identityKey)
                .u32(incarnation)
                .field(message)
                .bytes();
        return Bytes.concat(nonce, Aead.once(secret, LABEL, nonce).seal(invitation.value(), plain));
    }

    /** Empty when it was sealed for another invitation. */
    public static Optional<SealedAnswer> open(Secret secret, Hash invitation, Bytes sealed) {
        if (sealed.size() < NONCE) {
            return Optional.empty();
        }
        Bytes nonce = sealed.slice(0, NONCE);
        return Aead.once(secret, LABEL, nonce)
                .open(invitation.value(), sealed.slice(NONCE, sealed.size()))
                .flatMap(plain -> CanonicalReader.whole(
                        plain,
                        in -> new SealedAnswer(in.raw(NodeIdentity.IDENTITY_KEY), in.u32(), in.field(MOST_MESSAGE))));
    }
}
