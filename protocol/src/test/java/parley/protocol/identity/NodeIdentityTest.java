package parley.protocol.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.protocol.testing.Samples;
import parley.protocol.testing.Seeds;

/** How often a node is renewed, at most, wherever its identity comes from. */
final class NodeIdentityTest {
    private final NodeIdentity node = new Samples(Seeds.next()).cards.getFirst().node();

    private NodeIdentity incarnation(int incarnation) {
        return new NodeIdentity(node.principal(), incarnation, node.identityKey(), node.onRecord());
    }

    @Test
    void an_incarnation_is_read_up_to_the_most() {
        NodeIdentity most = incarnation(NodeIdentity.MOST_INCARNATION);
        CanonicalWriter out = new CanonicalWriter();
        most.write(out);
        assertThat(CanonicalReader.whole(out.bytes(), NodeIdentity::read)).contains(most);
    }

    @Test
    void a_later_one_is_malformed() {
        CanonicalWriter out = new CanonicalWriter();
        node.principal().write(out);
        out.u32(NodeIdentity.MOST_INCARNATION + 1).raw(node.identityKey());
        node.onRecord().write(out);
        assertThat(CanonicalReader.whole(out.bytes(), NodeIdentity::read)).isEmpty();
    }

    @Test
    void none_is_made_beyond_or_below() {
        assertThatThrownBy(() -> incarnation(NodeIdentity.MOST_INCARNATION + 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> incarnation(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
