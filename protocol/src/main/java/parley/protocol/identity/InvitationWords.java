package parley.protocol.identity;

import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Secret;

/**
 * Twelve words that a person types to find and open a parked invitation: 128 random bits and four that catch slips.
 *
 * <p>Guarantees that one wrong or swapped word is noticed fifteen times in sixteen before the relay is asked. Shorter
 * forms are not offered: who keeps the parked invitations could try them all. {@code docs/protocol.md}, "Pairing".
 */
public final class InvitationWords {
    public static final int COUNT = 12;
    /** Random bytes that the words carry. */
    public static final int SEED = 16;

    private static final int CHECK_MASK = 0xf0;

    private InvitationWords() {}

    public static List<String> of(Secret seed) {
        if (seed.size() != SEED) {
            throw new IllegalArgumentException("invitation words carry " + SEED + " bytes");
        }
        Bytes bytes = seed.revealBytes();
        return WordList.words(Bytes.concat(bytes, check(bytes)), COUNT);
    }

    /** What the words carry; empty when there aren't twelve, one is unknown, or they don't check. */
    public static Optional<Secret> seedOf(List<String> words) {
        if (words.size() != COUNT) {
            return Optional.empty();
        }
        return WordList.bits(words)
                .filter(bits -> check(bits.slice(0, SEED)).equals(bits.slice(SEED, SEED + 1)))
                .map(bits -> Secret.of(bits.slice(0, SEED)));
    }

    private static Bytes check(Bytes seed) {
        return Bytes.wrap(
                new byte[] {(byte) (Hash.of("words-check", seed).value().at(0) & CHECK_MASK)});
    }
}
