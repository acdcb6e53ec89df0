package parley.protocol.crypto;

import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Head;
import parley.base.Malformed;
import parley.protocol.port.SignedHead;

/**
 * Two heads that one relay signed of one log and that can't both be: a file that proves the relay's fault to anyone.
 *
 * <p>The later head's history is followed back, by the hashes of its entries, to the place of the earlier one, where it has
 * another hash. Guarantees, when it {@link #holds}, that the holder of the key signed two histories. Doesn't say why (a
 * relay that was put back to a backup does so too), whose relay it is, nor what any entry says: it names a log by its random
 * id and holds hashes only. {@code docs/protocol.md}, "Relay fault". Immutable.
 *
 * @param relayKey Ed25519, 32 bytes: the key in the relay's address
 * @param one the head at the lower place
 * @param other a head at the same place or further on
 * @param instead what the other's history has at the place of the first
 * @param between H(entry) of the other's history, from behind that place to its head, in order
 */
public record RelayFault(Bytes relayKey, SignedHead one, SignedHead other, Hash instead, List<Hash> between) {
    /** Histories are found to differ within a page or a few; 128 KiB of hashes go far beyond that. */
    public static final int MOST_BETWEEN = 4_096;
    /** Two heads with the longest paths, the hashes, and little more. */
    public static final int MOST_FILE_BYTES = 136 * 1024;

    private static final int VERSION = 1;
    private static final Bytes HEADING = Bytes.utf8("parley relay fault\n");

    public RelayFault {
        between = List.copyOf(between);
        if (between.size() > MOST_BETWEEN) {
            throw new IllegalArgumentException("more than " + MOST_BETWEEN + " entries between two heads");
        }
    }

    /** Of two heads for one place. */
    public static RelayFault of(Bytes relayKey, SignedHead one, SignedHead other) {
        return new RelayFault(relayKey, one, other, other.head().hash(), List.of());
    }

    /** Whether the relay's own signatures contradict each other. */
    public boolean holds() {
        // Compared first: places in a hostile file may be as far apart as numbers go.
        if (other.head().position() - one.head().position() != between.size()) {
            return false;
        }
        Head at = new Head(one.head().position(), instead);
        for (Hash entry : between) {
            at = at.next(entry);
        }
        return one.log().equals(other.log())
                && at.equals(other.head())
                && !instead.equals(one.head().hash())
                && RelaySignature.holds(one, relayKey)
                && RelaySignature.holds(other, relayKey);
    }

    private Bytes encoded() {
        CanonicalWriter out = new CanonicalWriter().u8(VERSION).raw(relayKey);
        one.write(out);
        other.write(out);
        return out.hash(instead).list(between, CanonicalWriter::hash).bytes();
    }

    /** The file to hand to anybody: a first line that says what it is, the content, and a hash that shows damage. */
    public Bytes file() {
        Bytes content = encoded();
        return Bytes.concat(HEADING, content, check(content));
    }

    private static Bytes check(Bytes content) {
        return Hash.of("relay-fault", content).value();
    }

    /** Whether a file says of itself that it is one. */
    public static boolean begins(Bytes file) {
        return file.startsWith(HEADING);
    }

    /** What a file says, true or not; empty for anything else, a damaged one included. */
    public static Optional<RelayFault> ofFile(Bytes file) {
        if (file.size() < HEADING.size() + Hash.SIZE || file.size() > MOST_FILE_BYTES || !begins(file)) {
            return Optional.empty();
        }
        Bytes content = file.slice(HEADING.size(), file.size() - Hash.SIZE);
        return file.slice(file.size() - Hash.SIZE, file.size()).equals(check(content))
                ? CanonicalReader.whole(content, RelayFault::read)
                : Optional.empty();
    }

    private static RelayFault read(CanonicalReader in) throws Malformed {
        in.version(VERSION);
        return new RelayFault(
                in.raw(Ed25519.PUBLIC),
                SignedHead.read(in),
                SignedHead.read(in),
                in.hash(),
                in.list(MOST_BETWEEN, CanonicalReader::hash));
    }
}
