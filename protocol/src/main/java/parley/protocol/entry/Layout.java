package parley.protocol.entry;

import parley.base.Hash;
import parley.protocol.crypto.Aead;
import parley.protocol.crypto.Ed25519;

/** Sizes and labels of an entry's bytes, in one place. {@code docs/protocol.md}, "Entry". */
final class Layout {
    static final int VERSION = 1;
    static final int NONCE = 32;
    /** Version and nonce: all that is readable, and the same or random in every entry. */
    static final int PREFIX = 1 + NONCE;
    /** K, the key of one entry. */
    static final int KEY = 32;
    /**
     * A session's message over {@link SlotText} takes 137 to 204 bytes once answered (the post-quantum part comes in pieces
     * of varying length), 1,900 before; the rest is two bytes of length and room for a longer piece.
     */
    static final int SLOT = 256;
    /** Length before a slot's message. */
    static final int SLOT_PREFIX = 2;

    static final int HEADER = Hash.SIZE * 2
            + 4
            + Hash.SIZE * 2
            + 4
            + 8
            + Hash.SIZE
            + (8 + Hash.SIZE)
            + (8 + Hash.SIZE + 4)
            + (1 + Hash.SIZE)
            + Hash.SIZE * 2;
    /** Part, parts, hash of the whole, length of the piece, and the seal's tag. */
    static final int BODY_OVERHEAD = 4 + 4 + Hash.SIZE + 4 + Aead.OVERHEAD;

    static final String BODY_LABEL = "body";
    static final String SEAL_LABEL = "seal";

    private Layout() {}

    static int sealBytes(int slots) {
        return HEADER + slots * SLOT + Ed25519.SIGNATURE + Aead.OVERHEAD;
    }
}
