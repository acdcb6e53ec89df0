package parley.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Randomness;
import parley.node.web.ask.BrowserSession;
import parley.node.web.ask.SignIn;
import parley.node.web.page.AllPages;

/** What pages keep in memory between two requests, such as an invitation, whose words let anybody in. */
final class LockedSessionTest {
    private static final String HELD = "invitation";

    @Test
    void goes_at_a_lock_that_no_page_asked_for() {
        FakeGate gate = FakeGate.open();
        SignIn signIn = new SignIn(Randomness.system());
        var unused = AllPages.router(gate, signIn, () -> FakeDesk.NOW);
        BrowserSession session = signIn.enter(signIn.newCode().reveal()).orElseThrow();
        session.hold(HELD, Bytes.utf8("twelve words"));

        gate.lock();

        assertThat(session.held(HELD, Bytes.class)).isEmpty();
    }

    @Test
    void of_many_things_the_oldest_of_its_kind_makes_place_and_an_invitation_stays() {
        SignIn signIn = new SignIn(Randomness.system());
        BrowserSession session = signIn.enter(signIn.newCode().reveal()).orElseThrow();
        session.hold(HELD, Bytes.utf8("twelve words"));
        for (int i = 0; i < 100; i++) {
            session.hold("change " + i, "a change");
        }
        assertThat(session.held(HELD, Bytes.class)).isPresent();
        assertThat(session.held("change 0", String.class)).isEmpty();
        assertThat(session.held("change 99", String.class)).isPresent();
    }
}
