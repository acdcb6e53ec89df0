package parley.protocol.port;

import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.LogId;
import parley.base.Malformed;

/**
 * A log and the relay that keeps it.
 *
 * @param id {@code H("log-id", readHash, appendHash)}, each hash being {@code H("capability", capability)}; a room's log
 *     has one capability for both, an inbox has two
 */
public record LogRef(RelayAddress relay, LogId id) {
    public static LogId idOf(Hash readHash, Hash appendHash) {
        return new LogId(Hash.of("log-id", readHash.value(), appendHash.value()));
    }

    /** What the relay keeps of a capability. */
    public static Hash capabilityHash(Bytes capability) {
        return Hash.of("capability", capability);
    }

    public void write(CanonicalWriter out) {
        relay.write(out);
        out.hash(id.hash());
    }

    public static LogRef read(CanonicalReader in) throws Malformed {
        return new LogRef(RelayAddress.read(in), new LogId(in.hash()));
    }
}
