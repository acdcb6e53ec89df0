package parley.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Beside a button stands what nothing calls back once it is pressed")
class BeforePagesTest {
    private static final String IRAN = Visit.room(FakeDesk.CAUCUS_IRAN);

    private Visit visit;

    @BeforeEach
    void signIn() throws IOException {
        visit = Visit.signedIn(FakeGate.open());
    }

    @AfterEach
    void stop() {
        visit.close();
    }

    @Test
    @DisplayName("who reads a loosened passage, what they infer, and that nothing tightens it once it has crossed")
    void loosened() throws IOException {
        FakeConveying.fill(visit.gate.desk, FakeDesk.OMAN);
        String form = Visit.between(read(IRAN + "/passages"), "/label\"", "</form>");
        assertThat(form)
                .containsSubsequence(
                        "Those who read this room.",
                        "Mediators see what you do not mind",
                        "You can tighten the caveat or withdraw the passage until it crosses, after that neither.",
                        "Give it this caveat in Caucus with Iran");
    }

    @Test
    @DisplayName("that a proof stays good whatever becomes of the passage")
    void proven() throws IOException {
        FakeConveying.fill(visit.gate.desk, FakeDesk.OMAN);
        assertThat(Visit.between(read(IRAN + "/passages"), "/prove\"", "</form>"))
                .containsSubsequence("A proof cannot be taken back", "Prove it to");
    }

    /** Names stand isolated in their sentences. */
    private String read(String path) throws IOException {
        return visit.get(path).body().replaceAll("</?bdi[^>]*>|[\\u2068\\u2069]", "");
    }
}
