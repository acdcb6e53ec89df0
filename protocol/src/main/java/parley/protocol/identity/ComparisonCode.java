package parley.protocol.identity;

import java.math.BigInteger;
import java.util.List;
import parley.base.Bytes;
import parley.base.Hash;
import parley.protocol.crypto.SlowHash;

/**
 * What people read to each other so that nobody stands between them: of two nodes, or of a whole room.
 *
 * <p>Guarantees, when both sides see the same, that both computed from the same keys (or the same opening): a mismatch that
 * shows equal codes costs at least 2^66 trials of {@link SlowHash}, for one who makes up both sides; 2^128 for one who must hit a
 * given code. It is for people's ears and never printed in an instrument, for it would tie that to the talk.
 * {@code docs/protocol.md}, "Comparing".
 *
 * @param bits 32 bytes; words show the first 132 bits, digits the remainder modulo 10^40
 */
public record ComparisonCode(Bytes bits) {
    public static final int WORDS = 12;
    public static final int DIGITS = 40;

    private static final BigInteger MODULUS = BigInteger.TEN.pow(DIGITS);

    /** Of two nodes, the same from either side. Takes tens of milliseconds. */
    public static ComparisonCode between(NodeIdentity one, NodeIdentity other) {
        Hash a = one.keysHash();
        Hash b = other.keysHash();
        boolean ordered = a.compareTo(b) <= 0;
        Hash both = Hash.of("comparison", (ordered ? a : b).value(), (ordered ? b : a).value());
        return new ComparisonCode(SlowHash.of("comparison", both).value());
    }

    /** Of a room's epoch: read aloud once among all, it replaces comparing every pair. Takes tens of milliseconds. */
    public static ComparisonCode ofRoom(Hash opening) {
        return new ComparisonCode(SlowHash.of("room-words", opening).value());
    }

    public List<String> words() {
        return WordList.words(bits, WORDS);
    }

    /** Forty digits in eight groups of five. */
    public String digits() {
        String all = new BigInteger(1, bits.toArray()).mod(MODULUS).toString();
        String padded = "0".repeat(DIGITS - all.length()) + all;
        return padded.replaceAll("(.{5})(?!$)", "$1 ");
    }
}
