package parley.protocol.room;

import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.Malformed;
import parley.base.RoomId;
import parley.base.TableId;
import parley.protocol.crypto.Ed25519;
import parley.protocol.identity.InboxAddress;
import parley.protocol.identity.NodeIdentity;

/**
 * What one member shows the others of one room: identity, room key, inbox, and bundles to begin sessions with.
 *
 * <p>Never signed as a whole: that would prove membership to outsiders. Its integrity comes from the session that brought
 * it, from its owner finding it unchanged in the founding, and from the room words. {@code docs/protocol.md}, "Cards".
 *
 * @param roomKey throw-away Ed25519 key that signs this member's entries in this room, for the whole life of the card
 * @param inbox members hold its append capability and sealing key; only the owner can read it
 * @param roomBundle begins the session of the room's channel; without one-time key, several members may use it
 * @param inboxBundle the same for the inbox channel
 */
public record Card(
        TableId table,
        RoomId room,
        NodeIdentity node,
        Bytes roomKey,
        InboxAddress inbox,
        Bytes roomBundle,
        Bytes inboxBundle) {
    private static final int VERSION = 1;
    /** A bundle is a Kyber-1024 key (1,569 bytes), two EC keys, their signatures and numbers: under 2,000 bytes. */
    public static final int MOST_BUNDLE = 2_048;
    /** Two bundles, on-record keys, inbox, name: under 7 KiB. */
    public static final int MOST_BYTES = 8_192;

    public Card {
        if (roomKey.size() != Ed25519.PUBLIC) {
            throw new IllegalArgumentException("not a room key");
        }
    }

    public Hash hash() {
        return Hash.of("card", encoded());
    }

    public Bytes encoded() {
        CanonicalWriter out = new CanonicalWriter();
        write(out);
        return out.bytes();
    }

    public void write(CanonicalWriter out) {
        out.u8(VERSION).hash(table.hash()).hash(room.hash());
        node.write(out);
        out.raw(roomKey);
        inbox.write(out);
        out.field(roomBundle).field(inboxBundle);
    }

    public static Card read(CanonicalReader in) throws Malformed {
        in.version(VERSION);
        return new Card(
                new TableId(in.hash()),
                new RoomId(in.hash()),
                NodeIdentity.read(in),
                in.raw(Ed25519.PUBLIC),
                InboxAddress.read(in),
                in.field(MOST_BUNDLE),
                in.field(MOST_BUNDLE));
    }
}
