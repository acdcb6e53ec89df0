package parley.protocol.session;

import java.util.Optional;
import org.signal.libsignal.protocol.IdentityKey;
import org.signal.libsignal.protocol.InvalidKeyException;
import org.signal.libsignal.protocol.ecc.ECPublicKey;
import org.signal.libsignal.protocol.kem.KEMPublicKey;
import org.signal.libsignal.protocol.state.PreKeyBundle;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;

/** The public half of a bundle, as cards and invitations carry it. {@code docs/protocol.md}, "Bundles". */
record OpenBundle(
        int number,
        Bytes identity,
        Optional<Bytes> oneTime,
        Bytes signed,
        Bytes signedSignature,
        Bytes kyber,
        Bytes kyberSignature) {
    static final int DEVICE = 1;
    /** libsignal wants one; nothing here depends on it. */
    static final int REGISTRATION = 1;

    private static final int VERSION = 1;
    private static final int EC_KEY = 33;
    private static final int SIGNATURE = 64;
    /** One byte of type, 1,568 of Kyber-1024. */
    private static final int KYBER_KEY = 1_569;

    Bytes encoded() {
        return new CanonicalWriter()
                .u8(VERSION)
                .u32(number)
                .raw(identity)
                .optional(oneTime, CanonicalWriter::raw)
                .raw(signed)
                .raw(signedSignature)
                .raw(kyber)
                .raw(kyberSignature)
                .bytes();
    }

    static Optional<OpenBundle> decode(Bytes encoded) {
        return CanonicalReader.whole(encoded, in -> {
            in.version(VERSION);
            return new OpenBundle(
                    in.u32(),
                    in.raw(EC_KEY),
                    in.optional(r -> r.raw(EC_KEY)),
                    in.raw(EC_KEY),
                    in.raw(SIGNATURE),
                    in.raw(KYBER_KEY),
                    in.raw(SIGNATURE));
        });
    }

    PreKeyBundle forLibsignal() throws InvalidKeyException {
        return new PreKeyBundle(
                REGISTRATION,
                DEVICE,
                oneTime.isPresent() ? number : PreKeyBundle.NULL_PRE_KEY_ID,
                oneTime.isPresent() ? new ECPublicKey(oneTime.get().toArray()) : null,
                number,
                new ECPublicKey(signed.toArray()),
                signedSignature.toArray(),
                new IdentityKey(identity.toArray()),
                number,
                new KEMPublicKey(kyber.toArray()),
                kyberSignature.toArray());
    }
}
