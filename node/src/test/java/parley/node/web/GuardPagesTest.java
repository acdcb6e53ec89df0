package parley.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The composer asks for a reader's name")
class GuardPagesTest {
    private static final String ISRAEL = Visit.room(FakeDesk.CAUCUS_ISRAEL);
    private static final String PASSAGE =
            "If it covers all missions, we could accept that a query goes over the line before any answer.";

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
    @DisplayName("where the words stand in a passage that another side said in its own caucus")
    void passage() throws IOException {
        FakeConveying.fill(visit.gate.desk, FakeDesk.IRAN);
        assertAsks(write("We hear: " + PASSAGE, "", ""), "These words stand in");
        assertSends(write("We hear: " + PASSAGE, "", "Israel"));
    }

    @Test
    @DisplayName("where whoever reads the room is another than when writing began")
    void readers() throws IOException {
        assertAsks(write("Shall we begin?", "0123456789ab", ""), "The readers of this room have changed");
        assertAsks(write("Shall we begin?", "0123456789ab", "Iran"), "The readers of this room have changed");
        assertSends(write("Shall we begin?", "0123456789ab", "Israel"));
    }

    @Test
    @DisplayName("and for none where neither is so")
    void none() throws IOException {
        FakeConveying.fill(visit.gate.desk, FakeDesk.IRAN);
        assertSends(write("Shall we begin?", "", ""));
    }

    private Raw.Answer write(String text, String roster, String reader) throws IOException {
        return visit.post(
                ISRAEL + "/write",
                "text",
                text,
                "kind",
                "statement",
                "language",
                "en",
                "roster",
                roster,
                "guard",
                reader);
    }

    private void assertAsks(Raw.Answer answer, String why) {
        assertThat(answer.body()).contains(why, "name=\"guard\"");
        assertThat(visit.gate.desk.sent).isEmpty();
    }

    private void assertSends(Raw.Answer answer) {
        assertThat(answer.header("location")).contains(ISRAEL);
        assertThat(visit.gate.desk.sent).hasSize(1);
        visit.gate.desk.sent.clear();
    }
}
