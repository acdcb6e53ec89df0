package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.base.Bytes;
import parley.base.CanonicalWriter;
import parley.base.Hash;
import parley.base.PrincipalId;

/** What stands between two members of a room is what it was after a restart. */
class LinkKeptTest {
    @ParameterizedTest
    @CsvSource({
        "false, NONE",
        "true, NONE",
        "false, HELD",
        "true, HELD",
        "false, COMPARED",
        "true, COMPARED",
    })
    void confirmed_or_not_and_doubted_or_not_it_is_kept(boolean confirmed, Link.CardDoubt doubt) {
        Link link = new Link(new PrincipalId(Hash.of("a member")), 7, confirmed);
        link.confirmed = confirmed;
        link.doubt = doubt;
        link.helloAt = Optional.of(Instant.ofEpochMilli(1_234)).filter(_ -> confirmed);
        link.joined = !confirmed;
        link.folded = 99;
        Link kept = Kept.decode(encoded(link), Link::read);
        assertThat(kept.confirmed).isEqualTo(confirmed);
        assertThat(kept.doubt).isEqualTo(doubt);
        assertThat(kept.held()).isEqualTo(doubt == Link.CardDoubt.HELD);
        assertThat(kept.helloAt).isEqualTo(link.helloAt);
        assertThat(encoded(kept)).isEqualTo(encoded(link));
    }

    private static Bytes encoded(Link link) {
        CanonicalWriter out = new CanonicalWriter();
        link.write(out);
        return out.bytes();
    }
}
