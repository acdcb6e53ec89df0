package parley.protocol.entry;

import parley.base.Bytes;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Head;
import parley.base.LogId;
import parley.base.PrincipalId;
import parley.base.RoomId;
import parley.base.Secret;
import parley.base.TableId;
import parley.protocol.crypto.Aead;
import parley.protocol.crypto.Ed25519;

/**
 * An entry under way: body sealed and header fixed, waiting for the slots that carry its key.
 *
 * <p>Two steps, because slots hold E, and E names the header. Pure: nonce and K come in from the randomness port. One draft
 * is sealed once; a second seal under the same nonce would show two seals under one key. {@code docs/protocol.md}, "Entry".
 */
public final class Draft {
    private final SizeClass size;
    private final LogId log;
    private final Bytes nonce;
    private final Secret key;
    private final Header header;
    private final Bytes body;

    private Draft(SizeClass size, LogId log, Bytes nonce, Secret key, Header header, Bytes body) {
        this.size = size;
        this.log = log;
        this.nonce = nonce;
        this.key = key;
        this.header = header;
        this.body = body;
    }

    /** What a header says before its body is sealed; fields as in {@link Header}. */
    public record Intent(
            TableId table,
            RoomId room,
            int epoch,
            Hash opening,
            PrincipalId author,
            int incarnation,
            long seq,
            Hash prevOwn,
            Head base,
            Header.StateClaim state,
            Header.Kind kind) {
        Header with(Hash commit, Hash bodyHash) {
            return new Header(
                    table,
                    room,
                    epoch,
                    opening,
                    author,
                    incarnation,
                    seq,
                    prevOwn,
                    base,
                    state,
                    kind,
                    commit,
                    bodyHash);
        }
    }

    /**
     * Seals the body and fixes the header.
     *
     * @param nonce 32 fresh random bytes, never used again
     * @param key K: 32 fresh random bytes, never used again
     * @param part at most {@link SizeClass#pieceBytes} long; of an epoch entry its only part holds the next secrets, of
     *     cover it is empty
     */
    public static Draft of(SizeClass size, LogId log, Bytes nonce, Secret key, Intent intent, Part part) {
        if (nonce.size() != Layout.NONCE || key.size() != Layout.KEY) {
            throw new IllegalArgumentException("nonce and key of an entry have 32 bytes");
        }
        BodyKeys keys = BodyKeys.of(key, nonce);
        Bytes additional = Entry.bodyAdditional(
                intent.table(), intent.room(), intent.epoch(), intent.author(), intent.incarnation(), intent.seq());
        Bytes body = keys.body().seal(additional, part.padded(size.bodyBytes() - Aead.OVERHEAD));
        return new Draft(size, log, nonce, key, intent.with(keys.commit(), Entry.bodyHash(body)), body);
    }

    public Header header() {
        return header;
    }

    /** E: what the slots and the signature name. */
    public Hash binding() {
        return Entry.binding(log, nonce, header);
    }

    /** What each member's slot is to say. */
    public SlotText slotText() {
        return new SlotText(binding(), key);
    }

    /**
     * The entry's bytes.
     *
     * @param headerKey HKe of this epoch
     * @param roomSeed secret half of the author's room key
     * @param slots in roster order; missing ones are empty
     */
    public Bytes seal(Secret headerKey, Secret roomSeed, Slots slots) {
        return seal(
                headerKey,
                slots,
                Ed25519.sign(
                        roomSeed, Entry.signedBytes(binding(), slots.upTo(size).hash())));
    }

    /** With any signature; what a hostile author can do, and so what tests must. */
    Bytes seal(Secret headerKey, Slots slots, Bytes signature) {
        CanonicalWriter seal = new CanonicalWriter();
        header.write(seal);
        slots.upTo(size).write(seal);
        seal.raw(signature);
        Bytes sealed =
                Entry.sealKey(headerKey, nonce).seal(Entry.sealAdditional(log, nonce, header.bodyHash()), seal.bytes());
        return new CanonicalWriter()
                .u8(Layout.VERSION)
                .raw(nonce)
                .raw(sealed)
                .raw(body)
                .bytes();
    }
}
