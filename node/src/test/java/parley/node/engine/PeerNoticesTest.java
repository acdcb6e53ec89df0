package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.node.desk.Notice;

/** A notice is about somebody, not about a name: two at a table may have the same. */
final class PeerNoticesTest {
    private static final String KEY = "table.inbox-elsewhere";
    private static final PrincipalId ONE = new PrincipalId(Hash.of("one"));
    private static final PrincipalId OTHER = new PrincipalId(Hash.of("other"));

    private static List<Notice> told(List<Notice> present, PrincipalId who) {
        return Notices.with(present, KEY, Notice.Grade.CARE, Instant.EPOCH, "Iran", "far.example:7400", who.toHex());
    }

    @Test
    void two_of_one_name_have_a_notice_each_and_lose_their_own() {
        List<Notice> both = told(told(List.of(), ONE), OTHER);
        assertThat(both).hasSize(2);
        assertThat(Notices.withoutPeer(both, KEY, ONE, "Iran")).isEqualTo(told(List.of(), OTHER));
        assertThat(Notices.withoutPeer(both, "table.another", ONE, "Iran")).isEqualTo(both);
    }

    @Test
    void what_an_earlier_version_wrote_goes_by_the_name() {
        List<Notice> before =
                Notices.with(List.of(), KEY, Notice.Grade.CARE, Instant.EPOCH, "Iran", "far.example:7400");
        assertThat(Notices.withoutPeer(before, KEY, ONE, "Iran")).isEmpty();
        assertThat(Notices.withoutPeer(before, KEY, ONE, "Israel")).isEqualTo(before);
    }
}
