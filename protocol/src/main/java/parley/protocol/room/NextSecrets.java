package parley.protocol.room;

import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.Randomness;
import parley.base.Secret;
import parley.protocol.crypto.Kdf;
import parley.protocol.port.RelayAddress;

/**
 * All that an epoch entry's body holds: the secrets of the next epoch, and what shows that its log is a log of its own.
 *
 * <p>Guarantees, where {@link #in} finds secrets in a body, that nobody could have chosen the log that they give: its capability
 * follows from the opening of the epoch that ends, which no other epoch of any room has. Everybody comes to the same answer, also
 * who doesn't know the logs of before. {@code docs/protocol.md}, "Epochs".
 *
 * @param seed from which, with H(opening) of the epoch that ends, the capability is drawn
 */
public record NextSecrets(Secret seed, EpochSecrets secrets) {
    private static final int VERSION = 2;

    public NextSecrets {
        if (seed.size() != EpochSecrets.SECRET || !secrets.isBound()) {
            throw new IllegalArgumentException("not what ends an epoch");
        }
    }

    /** @param opening H(opening) of the epoch that ends */
    public static NextSecrets fresh(Randomness randomness, RelayAddress relay, Hash opening) {
        Secret seed = randomness.secret(EpochSecrets.SECRET);
        return new NextSecrets(
                seed, new EpochSecrets(capability(seed, opening), randomness.secret(EpochSecrets.SECRET), relay));
    }

    private static Secret capability(Secret seed, Hash opening) {
        return Kdf.derive(seed, "next-capability", EpochSecrets.SECRET, opening.value());
    }

    /** What the epoch after {@code ended} begins with where an entry with this body ends it; empty where it ends nothing. */
    public static Optional<EpochSecrets> in(Bytes body, EpochSecrets ended, Hash opening) {
        return CanonicalReader.whole(body, NextSecrets::read)
                .filter(next -> next.follows(opening))
                .map(NextSecrets::secrets)
                .or(() -> ofBefore(body, ended));
    }

    private boolean follows(Hash opening) {
        return secrets.capability().equals(capability(seed, opening));
    }

    /** Programs of before chose any log but the one that ended: they still end what they began, and nothing else. */
    private static Optional<EpochSecrets> ofBefore(Bytes body, EpochSecrets ended) {
        return CanonicalReader.whole(body, EpochSecrets::read)
                .filter(_ -> !ended.isBound())
                .filter(next -> !next.isBound() && !next.logId().equals(ended.logId()));
    }

    public void write(CanonicalWriter out) {
        out.u8(VERSION).secret(seed);
        secrets.write(out);
    }

    public static NextSecrets read(CanonicalReader in) throws Malformed {
        in.version(VERSION);
        Secret seed = in.secret(EpochSecrets.SECRET);
        EpochSecrets secrets = EpochSecrets.read(in);
        if (!secrets.isBound()) {
            throw new Malformed("secrets of before in a body of now");
        }
        return new NextSecrets(seed, secrets);
    }
}
