package parley.protocol.entry;

import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Secret;
import parley.protocol.crypto.Aead;
import parley.protocol.crypto.Kdf;

/**
 * What K and the nonce yield: the body's one-time key and the commitment to K.
 *
 * <p>Both come from one derivation, so that a header that carries {@code commit} binds the one K that opens the body: two
 * keys with one commitment would be a collision of HKDF-SHA256.
 */
record BodyKeys(Aead body, Hash commit) {
    static BodyKeys of(Secret key, Bytes nonce) {
        Bytes drawn = Kdf.derive(key, Layout.BODY_LABEL, Aead.MATERIAL + Hash.SIZE, nonce)
                .revealBytes();
        return new BodyKeys(
                Aead.of(Secret.of(drawn.slice(0, Aead.MATERIAL))),
                new Hash(drawn.slice(Aead.MATERIAL, Aead.MATERIAL + Hash.SIZE)));
    }
}
