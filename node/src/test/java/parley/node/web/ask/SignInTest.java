package parley.node.web.ask;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Randomness;

class SignInTest {
    private final SignIn signIn = new SignIn(Randomness.system());

    @Test
    void the_browser_that_was_used_longest_ago_makes_room_for_a_new_one() {
        List<BrowserSession> browsers = new ArrayList<>();
        for (int i = 0; i < SignIn.MOST_SESSIONS; i++) {
            browsers.add(enter());
        }
        assertThat(found(browsers.getFirst())).isPresent();

        browsers.add(enter());

        assertThat(found(browsers.getFirst())).as("in use").isPresent();
        assertThat(found(browsers.get(1))).as("unused since").isEmpty();
        assertThat(found(browsers.getLast())).isPresent();
    }

    private BrowserSession enter() {
        return signIn.enter(signIn.newCode().reveal()).orElseThrow();
    }

    private Optional<BrowserSession> found(BrowserSession one) {
        return signIn.session(one.path(), one.cookie().reveal());
    }
}
