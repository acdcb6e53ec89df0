package parley.node.vault;

import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Malformed;
import parley.base.Randomness;
import parley.base.Secret;
import parley.protocol.crypto.Aead;
import parley.protocol.crypto.Argon2id;

/**
 * The vault's key, wrapped under one person's passphrase.
 *
 * <p>A vault has one slot for each person who may unlock it; all wrap the same key, so that adding, changing or removing a
 * person rewrites nothing else. Guarantees that a slot without its passphrase gives nothing, and that a wrong passphrase
 * can't be told from a damaged slot. Doesn't guarantee that who once held a slot's key forgets it: removing a person for
 * good takes a new vault key. {@code docs/vault.md}, "Keys".
 */
record KeySlot(Bytes id, Stretching cost, Bytes salt, Bytes wrapped) {
    static final int ID = 16;
    static final int MASTER = 32;
    private static final int VERSION = 1;
    private static final int MOST_BYTES = 256;

    static KeySlot wrap(Secret master, Secret passphrase, Stretching cost, Randomness randomness) {
        Bytes id = randomness.bytes(ID);
        Bytes salt = randomness.bytes(Argon2id.SALT);
        try (Secret key = cost.stretch(passphrase, salt)) {
            // The salt is fresh for every wrapping, so this key seals once.
            Aead seal = Aead.once(key, "vault/slot", salt);
            return new KeySlot(id, cost, salt, seal.seal(context(id, cost, salt), master.revealBytes()));
        }
    }

    /** The vault's key, when the passphrase is this slot's. Takes about half a second on purpose. */
    Optional<Secret> unwrap(Secret passphrase) {
        try (Secret key = cost.stretch(passphrase, salt)) {
            return Aead.once(key, "vault/slot", salt)
                    .open(context(id, cost, salt), wrapped)
                    .map(Secret::of);
        }
    }

    Bytes encoded() {
        CanonicalWriter out = new CanonicalWriter().u8(VERSION).raw(id);
        cost.write(out);
        return out.raw(salt).field(wrapped).bytes();
    }

    static KeySlot decode(Bytes encoded) throws Malformed {
        CanonicalReader in = new CanonicalReader(encoded);
        if (in.u8() != VERSION) {
            throw new Malformed("a key slot of another version");
        }
        KeySlot slot = new KeySlot(in.raw(ID), Stretching.read(in), in.raw(Argon2id.SALT), in.field(MOST_BYTES));
        in.end();
        return slot;
    }

    private static Bytes context(Bytes id, Stretching cost, Bytes salt) {
        CanonicalWriter out = new CanonicalWriter().u8(VERSION).raw(id);
        cost.write(out);
        return out.raw(salt).bytes();
    }
}
