package parley.protocol.crypto;

import java.util.List;
import parley.base.Bytes;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Randomness;
import parley.base.Role;

/**
 * What one principal signs on the record: a text, its own place among the signers, and nothing of the talk around it.
 *
 * <p>Guarantees, when it verifies, that the holder of both secret keys signed this text in this form beside these others.
 * Never contains table, room, log, head, digest, comparison code or identity key: one such signature would authenticate
 * the whole deniable talk. {@code docs/protocol.md}, "On the record". Thread-safe.
 *
 * @param instrument 32 random bytes that name the instrument
 * @param form what kind of instrument, 1 to {@link #MOST_FORM_BYTES} bytes of UTF-8
 * @param text {@code H("text", canonical text)}
 * @param others keys of all other signers, in ascending order of their bytes, each once
 */
public record OnRecordStatement(
        Bytes instrument, String form, Hash text, Role role, OnRecordKeys signer, List<OnRecordKeys> others) {
    public static final int INSTRUMENT = 32;
    /** A short name such as "joint communiqué". */
    public static final int MOST_FORM_BYTES = 64;

    private static final String LABEL = "parley/1/on-record";

    public OnRecordStatement {
        if (instrument.size() != INSTRUMENT
                || form.isEmpty()
                || Bytes.utf8(form).size() > MOST_FORM_BYTES
                || others.contains(signer)) {
            throw new IllegalArgumentException("not a statement on the record");
        }
        others = others.stream().distinct().sorted(OnRecordStatement::compare).toList();
    }

    public static Hash textOf(Bytes canonicalText) {
        return Hash.of("text", canonicalText);
    }

    /** The bytes that both algorithms sign. */
    public Bytes signedBytes() {
        CanonicalWriter out = new CanonicalWriter()
                .text(LABEL)
                .raw(instrument)
                .text(form)
                .hash(text)
                .u8(role.code());
        signer.write(out);
        return out.list(others, (w, keys) -> keys.write(w)).bytes();
    }

    /** @throws IllegalArgumentException if {@code pair} isn't the signer's */
    public OnRecordSignature sign(OnRecordPair pair, Randomness randomness) {
        if (!pair.open().equals(signer)) {
            throw new IllegalArgumentException("these keys aren't the signer's");
        }
        Bytes bytes = signedBytes();
        return new OnRecordSignature(
                Ed25519.sign(pair.ed25519(), bytes), MlDsa65.sign(pair.mlDsa65(), bytes, randomness));
    }

    /** Whether both signatures hold. */
    public boolean verify(OnRecordSignature signature) {
        Bytes bytes = signedBytes();
        return Ed25519.verify(signer.ed25519(), bytes, signature.ed25519())
                && MlDsa65.verify(signer.mlDsa65(), bytes, signature.mlDsa65());
    }

    private static int compare(OnRecordKeys one, OnRecordKeys other) {
        int classical = one.ed25519().compareTo(other.ed25519());
        return classical != 0 ? classical : one.mlDsa65().compareTo(other.mlDsa65());
    }
}
