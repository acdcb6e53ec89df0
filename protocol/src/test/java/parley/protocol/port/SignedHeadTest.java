package parley.protocol.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.protocol.testing.Samples;
import parley.protocol.testing.Seeds;

/** A signed head's leaf lies in the tree that its path spans, and no path is longer than a relay's largest batch. */
final class SignedHeadTest {
    private final Samples draw = new Samples(Seeds.next());

    @Test
    void a_leaf_is_read_up_to_the_last_of_its_tree() {
        for (int depth = 0; depth <= SignedHead.MOST_PATH; depth++) {
            assertThat(isRead((1 << depth) - 1, depth))
                    .as("the last of %d", depth)
                    .isTrue();
            assertThat(isRead(1 << depth, depth)).as("one beyond %d", depth).isFalse();
        }
    }

    @Test
    void a_longer_path_is_malformed() {
        assertThat(isRead(0, SignedHead.MOST_PATH + 1)).isFalse();
    }

    private boolean isRead(int leaf, int depth) {
        CanonicalWriter out = new CanonicalWriter();
        new SignedHead(draw.log, draw.head(), leaf, Collections.nCopies(depth, draw.hash()), draw.bytes(64)).write(out);
        return CanonicalReader.whole(out.bytes(), SignedHead::read).isPresent();
    }
}
