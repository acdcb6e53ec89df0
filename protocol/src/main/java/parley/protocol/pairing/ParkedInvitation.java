package parley.protocol.pairing;

import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.Hash;
import parley.base.Secret;
import parley.protocol.crypto.Aead;
import parley.protocol.crypto.Kdf;
import parley.protocol.entry.Padding;
import parley.protocol.identity.InvitationWords;

/**
 * An invitation parked at a relay, found and opened by its words alone.
 *
 * <p>Guarantees that the relay, which sees locator and sealed bytes, must guess 128 random bits to learn either. Fewer
 * words are not offered, for then it could. {@code docs/protocol.md}, "Pairing".
 *
 * @param locator where it lies
 * @param key opens it; one text is ever sealed with it
 */
public record ParkedInvitation(Hash locator, Secret key) {
    /** Every parked invitation has this size, whatever the names in it. */
    public static final int SEALED_BYTES = Invitation.MOST_BYTES + 4 + Aead.OVERHEAD;

    private static final int KEY = 32;

    /** From the 128 random bits that the words carry. */
    public static ParkedInvitation of(Secret seed) {
        if (seed.size() != InvitationWords.SEED) {
            throw new IllegalArgumentException("invitation words carry " + InvitationWords.SEED + " bytes");
        }
        return new ParkedInvitation(
                new Hash(Kdf.derive(seed, "invitation-locator", Hash.SIZE).revealBytes()),
                Kdf.derive(seed, "invitation-key", KEY));
    }

    /** From words as people typed them; empty when one is unknown or they don't check. */
    public static Optional<ParkedInvitation> of(List<String> words) {
        return InvitationWords.seedOf(words).map(ParkedInvitation::of);
    }

    public Bytes seal(Bytes file) {
        Bytes field = new parley.base.CanonicalWriter().field(file).bytes();
        return aead().seal(locator.value(), Padding.add(field, SEALED_BYTES - Aead.OVERHEAD));
    }

    /** The invitation's file. */
    public Optional<Bytes> open(Bytes sealed) {
        if (sealed.size() != SEALED_BYTES) {
            return Optional.empty();
        }
        return aead().open(locator.value(), sealed)
                .flatMap(padded -> CanonicalReader.whole(padded, in -> {
                    Bytes file = in.field(Invitation.MOST_BYTES);
                    Padding.end(in);
                    return file;
                }));
    }

    private Aead aead() {
        return Aead.once(key, "invitation");
    }
}
