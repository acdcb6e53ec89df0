package parley.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The page of a room that somebody asks one to join")
class AnswerPageTest {
    private static final String ROOM = Visit.room(FakeDesk.CAUCUS_IRAN);

    private Visit visit;

    @BeforeEach
    void asked() throws IOException {
        visit = Visit.signedIn(FakeGate.open());
        visit.gate.desk.conditions.put(FakeDesk.CAUCUS_IRAN, FakeDesk.ASKED);
    }

    @AfterEach
    void leave() throws IOException {
        visit.close();
    }

    @Test
    @DisplayName("carries with a yes what it showed")
    void yes() throws IOException {
        String asking = visit.get(ROOM).body().replaceAll("(?s).*name=\"asking\" value=\"([0-9a-f]{64})\".*", "$1");
        assertThat(asking).isEqualTo(FakeDesk.ASKED.asking().toHex());
        assertThat(visit.post(ROOM + "/answer", "asking", asking, "join", "yes").status())
                .isEqualTo(303);
        assertThat(visit.gate.desk.acts)
                .containsExactly("join " + FakeDesk.ASKED.asking().brief());
    }

    @Test
    @DisplayName("takes no yes that doesn't say to what, as that of a page of an earlier version")
    void toNothing() throws IOException {
        Raw.Answer refused = visit.post(ROOM + "/answer", "join", "yes");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body()).contains("has changed since it was shown");
        assertThat(visit.gate.desk.acts).isEmpty();
    }

    @Test
    @DisplayName("takes a no without")
    void no() throws IOException {
        assertThat(visit.post(ROOM + "/answer", "join", "no").status()).isEqualTo(303);
        assertThat(visit.gate.desk.acts).containsExactly("decline");
    }
}
