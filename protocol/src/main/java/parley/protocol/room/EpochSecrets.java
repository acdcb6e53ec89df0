package parley.protocol.room;

import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.LogId;
import parley.base.Malformed;
import parley.base.Randomness;
import parley.base.Secret;
import parley.protocol.port.LogRef;
import parley.protocol.port.RelayAddress;

/**
 * The two secrets of one epoch, and where its log is kept. This is all that an epoch entry's body holds.
 *
 * @param capability bearer capability to read and append; the relay keeps its hash
 * @param headerKey HKe: opens the seal of every entry in this log
 */
public record EpochSecrets(Secret capability, Secret headerKey, RelayAddress relay) {
    private static final int VERSION = 1;
    public static final int SECRET = 32;

    public EpochSecrets {
        if (capability.size() != SECRET || headerKey.size() != SECRET) {
            throw new IllegalArgumentException("not the secrets of an epoch");
        }
    }

    public static EpochSecrets fresh(Randomness randomness, RelayAddress relay) {
        return new EpochSecrets(randomness.secret(SECRET), randomness.secret(SECRET), relay);
    }

    /** What the relay checks the capability against, for reading and appending alike. */
    public Hash capabilityHash() {
        return LogRef.capabilityHash(capability.revealBytes());
    }

    public LogId logId() {
        return LogRef.idOf(capabilityHash(), capabilityHash());
    }

    public LogRef log() {
        return new LogRef(relay, logId());
    }

    /** Names the header key without giving it away. */
    public Hash headerKeyHash() {
        return Hash.of("header-key", headerKey.revealBytes());
    }

    public void write(CanonicalWriter out) {
        out.u8(VERSION).secret(capability).secret(headerKey);
        relay.write(out);
    }

    public static EpochSecrets read(CanonicalReader in) throws Malformed {
        in.version(VERSION);
        return new EpochSecrets(in.secret(SECRET), in.secret(SECRET), RelayAddress.read(in));
    }
}
