package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.Role;

/** A table may invite for as long as it lasts: only invitations that somebody may still take are counted. */
final class ManyInvitationsTest {
    private static final int MOST_OPEN = 256;

    private final Scene scene = new Scene();

    private Result<Seat.Invitation> invite() {
        return scene.oman.act((s, tx) -> s.invite(tx, "Qatar", Role.GUARANTOR, Duration.ofDays(1)));
    }

    private static String whyNot(Result<Seat.Invitation> result) {
        return result instanceof Result.Refused<Seat.Invitation>(Refusal why) ? why.key() : "done";
    }

    private long kept() {
        return scene.oman.act((s, tx) -> tx.count(s.desk().cells.invitationCount()));
    }

    @Test
    void used_ones_and_those_whose_time_is_over_take_no_place() {
        long used = kept();
        assertThat(used).as("Israel and Iran came by invitations").isEqualTo(2);
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < MOST_OPEN; i++) {
                assertThat(invite().isDone()).as("%d in round %d", i, round).isTrue();
            }
            assertThat(whyNot(invite())).isEqualTo("pairing.too-many-invitations");
            scene.world.pass(Duration.ofDays(2));
            scene.oman.act((s, tx) -> {
                s.desk().pairing.expire(tx);
                return true;
            });
            scene.oman.restart();
        }
        assertThat(kept()).isEqualTo(MOST_OPEN + used);
    }
}
