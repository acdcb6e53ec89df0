package parley.protocol.session;

import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalWriter;

/**
 * The private halves of one bundle, in libsignal's own encodings.
 *
 * @param number the id of all its prekeys
 * @param oneTime the one-time prekey, in a bundle that one answer uses up
 */
record KeptBundle(int number, Optional<Bytes> oneTime, Bytes signed, Bytes kyber) {
    /** A Kyber-1024 prekey record holds 1,569 public and 3,169 private bytes. */
    private static final int MOST_RECORD = 8_192;

    Bytes encoded() {
        return new CanonicalWriter()
                .u32(number)
                .optional(oneTime, CanonicalWriter::field)
                .field(signed)
                .field(kyber)
                .bytes();
    }

    static KeptBundle decode(Bytes cell) {
        return SessionCells.ours(
                cell,
                in -> new KeptBundle(
                        in.u32(),
                        in.optional(r -> r.field(MOST_RECORD)),
                        in.field(MOST_RECORD),
                        in.field(MOST_RECORD)));
    }

    @Override
    public String toString() {
        return "KeptBundle " + number;
    }
}
