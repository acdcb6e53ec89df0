package parley.protocol.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import parley.base.Bytes;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Secret;
import parley.base.TableId;
import parley.protocol.identity.NodeIdentity;

/**
 * A proof of words that convinces one reader and nobody else: a MAC under a key that only author and reader can compute.
 *
 * <p>Guarantees a reader that keeps its identity key to itself, and knows which key is the author's, that the author's node made
 * the proof for it, at this table, for this statement. Proves nothing to anybody else: the reader could have made it as well.
 * Doesn't say when it was made. {@code docs/protocol.md}, "Proof of words".
 */
public final class WordProof {
    private static final String KEY = "proof";
    private static final String SIGNED = "parley/1/proof";
    private static final String HMAC = "HmacSHA256";
    private static final int KEY_BYTES = 32;

    private WordProof() {}

    /**
     * The proof.
     *
     * @param agreement what the two identity keys agree on; the same for both sides
     * @param statement names the words, and all that they are proven with
     */
    public static Hash of(Secret agreement, TableId table, NodeIdentity author, NodeIdentity reader, Hash statement) {
        try (Secret key = Kdf.derive(
                agreement,
                KEY,
                KEY_BYTES,
                table.hash().value(),
                author.principal().id().hash().value(),
                author.keysHash().value(),
                reader.principal().id().hash().value(),
                reader.keysHash().value())) {
            return mac(key, new CanonicalWriter().text(SIGNED).hash(statement).bytes());
        }
    }

    private static Hash mac(Secret key, Bytes text) {
        byte[] raw = key.reveal();
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(raw, HMAC));
            return new Hash(Bytes.wrap(mac.doFinal(text.toArray())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        } finally {
            Arrays.fill(raw, (byte) 0);
        }
    }

    /** In constant time: a verdict must not tell a forger how near it came. */
    public static boolean equal(Hash one, Hash other) {
        return MessageDigest.isEqual(one.value().toArray(), other.value().toArray());
    }

    /** Names the pair of keys under which a proof was made: so that one for other keys isn't taken for a forgery. */
    public static Hash keys(NodeIdentity author, NodeIdentity reader) {
        return Hash.of(
                "proof-keys", author.keysHash().value(), reader.keysHash().value());
    }
}
