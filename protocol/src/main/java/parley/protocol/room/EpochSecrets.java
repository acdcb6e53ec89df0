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
 * The two secrets of one epoch, and where its log is kept.
 *
 * @param version {@link #BOUND}, or {@link #FREE} of an epoch that a program of before began
 * @param capability bearer capability to read and append; the relay keeps its hash
 * @param headerKey HKe: opens the seal of every entry in this log
 */
public record EpochSecrets(int version, Secret capability, Secret headerKey, RelayAddress relay) {
    /** Whoever ended this epoch could choose any other log for the next, one of before too. */
    static final int FREE = 1;
    /** The log of the next epoch follows from this one ({@link NextSecrets}). */
    static final int BOUND = 2;

    public static final int SECRET = 32;

    public EpochSecrets {
        if (version != FREE && version != BOUND) {
            throw new IllegalArgumentException("no version of epochs");
        }
        if (capability.size() != SECRET || headerKey.size() != SECRET) {
            throw new IllegalArgumentException("not the secrets of an epoch");
        }
    }

    public EpochSecrets(Secret capability, Secret headerKey, RelayAddress relay) {
        this(BOUND, capability, headerKey, relay);
    }

    /** As programs of before made them. */
    public static EpochSecrets ofBefore(Secret capability, Secret headerKey, RelayAddress relay) {
        return new EpochSecrets(FREE, capability, headerKey, relay);
    }

    public static EpochSecrets fresh(Randomness randomness, RelayAddress relay) {
        return new EpochSecrets(randomness.secret(SECRET), randomness.secret(SECRET), relay);
    }

    /** Whether nobody chooses the log of the epoch after this one. */
    public boolean isBound() {
        return version == BOUND;
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

    /** Names the header key without giving it away, and the version, so that an opening, which names it, fixes how its epoch may end. */
    public Hash headerKeyHash() {
        return Hash.of(isBound() ? "bound-header-key" : "header-key", headerKey.revealBytes());
    }

    public void write(CanonicalWriter out) {
        out.u8(version).secret(capability).secret(headerKey);
        relay.write(out);
    }

    public static EpochSecrets read(CanonicalReader in) throws Malformed {
        int version = in.u8();
        if (version != FREE && version != BOUND) {
            throw new Malformed("another version");
        }
        return new EpochSecrets(version, in.secret(SECRET), in.secret(SECRET), RelayAddress.read(in));
    }
}
