package parley.relay.store;

import java.util.OptionalLong;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.LogId;
import parley.protocol.port.LogRef;
import parley.protocol.port.Relay;

/** What a group commit makes durable. Capability and base are checked before: neither can become wrong by waiting. */
public sealed interface Change {
    LogId log();

    /** A log comes into being, or is there already. */
    record Create(Capabilities capabilities) implements Change {
        @Override
        public LogId log() {
            return LogRef.idOf(capabilities.readHash(), capabilities.appendHash());
        }
    }

    /**
     * An entry goes to the end of its log.
     *
     * @param entryHash H(entry), reckoned by the caller's thread
     * @param crc of the entry's bytes, likewise
     * @param at when present, only right behind this position
     */
    record Append(LogId log, Bytes entry, Hash entryHash, int crc, OptionalLong at) implements Change {
        public static Append of(LogId log, Bytes entry, OptionalLong at) {
            return new Append(log, entry, Relay.entryHash(entry), RecordHeader.crc(entry), at);
        }
    }

    /**
     * A member needs the log no more; it is gone when as many did (protocol.md, "Erasure").
     *
     * @param token the same for a member however often it asks
     * @param members how many need it at the most
     */
    record Release(LogId log, Hash token, int members) implements Change {}
}
