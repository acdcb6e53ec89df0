package parley.protocol.seat;

import parley.base.Bytes;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.RoomId;
import parley.base.TableId;
import parley.protocol.identity.NodeIdentity;

/**
 * Session addresses: one session per pair and channel, the same hash at both ends, another for every incarnation
 * (protocol.md, "Sessions").
 */
final class Channels {
    private Channels() {}

    static Hash inbox(TableId table, NodeIdentity one, NodeIdentity other) {
        return address(table, "inbox", Bytes.EMPTY, end(one), end(other));
    }

    /** The same, of a node of which only key and incarnation are known yet. */
    static Hash inbox(TableId table, NodeIdentity one, Bytes identityKey, int incarnation) {
        return address(table, "inbox", Bytes.EMPTY, end(one), end(identityKey, incarnation));
    }

    static Hash room(TableId table, RoomId room, NodeIdentity one, NodeIdentity other) {
        return address(table, "room", room.hash().value(), end(one), end(other));
    }

    private static Hash address(TableId table, String channel, Bytes room, Bytes first, Bytes second) {
        boolean ordered = first.compareTo(second) <= 0;
        return Hash.of(
                "session-address",
                table.hash().value(),
                Bytes.utf8(channel),
                room,
                ordered ? first : second,
                ordered ? second : first);
    }

    private static Bytes end(NodeIdentity node) {
        return end(node.identityKey(), node.incarnation());
    }

    private static Bytes end(Bytes identityKey, int incarnation) {
        return new CanonicalWriter().raw(identityKey).u32(incarnation).bytes();
    }
}
