package parley.protocol.entry;

import parley.base.Bytes;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Secret;
import parley.protocol.crypto.Ed25519;
import parley.protocol.testing.Samples;

/** Entries that an honest node never makes: what a member with all its keys can do. */
public final class HostileDraft {
    private HostileDraft() {}

    /** A validly signed and sealed entry around any body and commitment. */
    public static Bytes withBody(
            Samples room, Bytes nonce, Draft.Intent intent, Hash commit, Bytes body, Secret roomSeed) {
        Header header = intent.with(commit, Entry.bodyHash(body));
        Slots slots = Slots.none(SizeClass.SMALL);
        CanonicalWriter seal = new CanonicalWriter();
        header.write(seal);
        slots.write(seal);
        seal.raw(Ed25519.sign(roomSeed, Entry.signedBytes(Entry.binding(room.log, nonce, header), slots.hash())));
        Bytes sealed = Entry.sealKey(room.headerKey, nonce)
                .seal(Entry.sealAdditional(room.log, nonce, Entry.bodyHash(body)), seal.bytes());
        return new CanonicalWriter()
                .u8(Layout.VERSION)
                .raw(nonce)
                .raw(sealed)
                .raw(body)
                .bytes();
    }
}
