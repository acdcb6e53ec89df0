package parley.protocol.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.Role;
import parley.protocol.fixture.Actor;

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

    private static Seat.Invitation invitation(Actor from, String theirName) {
        return Actor.done(from.act((s, tx) -> s.invite(tx, theirName, Role.PARTY, Duration.ofDays(1))));
    }

    /** Who met in a room only may each make one for the other. */
    @Test
    void who_takes_theirs_is_told_of_none_of_its_own_and_can_still_withdraw_it() {
        scene.warmUp(scene.plenary());
        Seat.Invitation ofIsrael = invitation(scene.israel, "Iran");
        Seat.Invitation ofIran = invitation(scene.iran, "Israel");
        Actor.done(scene.israel.act((s, tx) -> s.meet(tx, ofIran.file())));
        scene.world.settle();
        assertThat(scene.iran.facts(Fact.Paired.class).getLast())
                .isEqualTo(new Fact.Paired(scene.israel.seat().self(), Optional.of(ofIran.id())));
        assertThat(scene.israel.facts(Fact.Paired.class).getLast())
                .isEqualTo(new Fact.Paired(scene.iran.seat().self(), Optional.empty()));
        Actor.done(scene.israel.act((s, tx) -> s.withdraw(tx, ofIsrael.id())));
    }
}
