package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.RoomId;
import parley.base.TableId;
import parley.protocol.identity.NodeIdentity;

/** Under which names two nodes keep their sessions (protocol.md, "Sessions"): nodes of other versions must find the same ones. */
class SessionAddressTest {
    private final Scene scene = new Scene();
    private final TableId table = scene.oman.seat().table();
    private final NodeIdentity one = scene.oman.seat().desk().self.node;
    private final NodeIdentity other = scene.iran.seat().desk().self.node;
    private final RoomId room = new RoomId(Hash.of("a room"));

    private static Bytes end(NodeIdentity node) {
        return new CanonicalWriter()
                .raw(node.identityKey())
                .u32(node.incarnation())
                .bytes();
    }

    private Hash address(String channel, Bytes in) {
        boolean oneIsLess = end(one).compareTo(end(other)) < 0;
        return Hash.of(
                "session-address",
                table.hash().value(),
                Bytes.utf8(channel),
                in,
                end(oneIsLess ? one : other),
                end(oneIsLess ? other : one));
    }

    @Test
    void it_is_made_of_both_ends_the_lesser_first_whoever_asks() {
        assertThat(Channels.room(table, room, one, other))
                .isEqualTo(Channels.room(table, room, other, one))
                .isEqualTo(address("room", room.hash().value()));
        assertThat(Channels.inbox(table, one, other))
                .isEqualTo(Channels.inbox(table, other, one))
                .isEqualTo(Channels.inbox(table, one, other.identityKey(), other.incarnation()))
                .isEqualTo(address("inbox", Bytes.EMPTY));
    }
}
