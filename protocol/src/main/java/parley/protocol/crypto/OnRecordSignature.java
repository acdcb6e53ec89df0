package parley.protocol.crypto;

import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;

/**
 * Two signatures over the same bytes; worth nothing unless both verify.
 *
 * @param ed25519 64 bytes
 * @param mlDsa65 3,309 bytes
 */
public record OnRecordSignature(Bytes ed25519, Bytes mlDsa65) {
    private static final int VERSION = 1;

    public Bytes encoded() {
        return new CanonicalWriter().u8(VERSION).raw(ed25519).raw(mlDsa65).bytes();
    }

    public static Optional<OnRecordSignature> decode(Bytes encoded) {
        return CanonicalReader.whole(encoded, in -> {
            in.version(VERSION);
            return new OnRecordSignature(in.raw(Ed25519.SIGNATURE), in.raw(MlDsa65.SIGNATURE));
        });
    }
}
