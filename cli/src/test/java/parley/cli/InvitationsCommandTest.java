package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import parley.base.Hash;
import parley.base.Role;
import parley.node.desk.Tables.InvitationSent;

/** What the list says became of an invitation. */
final class InvitationsCommandTest {
    private static final Instant MADE = Instant.parse("2026-11-20T08:00:00Z");
    private static final Instant EXPIRES = MADE.plus(Duration.ofDays(7));

    private static InvitationSent sent(boolean used, boolean twice, boolean withdrawn) {
        return new InvitationSent(Hash.of("one"), "Iran", Role.PARTY, MADE, EXPIRES, used, twice, withdrawn);
    }

    @Test
    void one_is_open_through_its_last_moment_and_over_from_then_on() {
        InvitationSent waiting = sent(false, false, false);
        assertThat(InvitationsCommand.state(waiting, EXPIRES)).isEqualTo("open until 2026-11-27T08:00:00Z");
        assertThat(InvitationsCommand.state(waiting, EXPIRES.plusMillis(1))).isEqualTo("its time is over");
    }

    @Test
    void what_ended_it_before_is_said_although_its_time_is_over_too() {
        Instant later = EXPIRES.plus(Duration.ofDays(1));
        assertThat(InvitationsCommand.state(sent(true, false, false), later)).isEqualTo("answered");
        assertThat(InvitationsCommand.state(sent(true, true, false), later)).isEqualTo("ANSWERED TWICE");
        assertThat(InvitationsCommand.state(sent(false, false, true), later)).isEqualTo("withdrawn");
    }
}
