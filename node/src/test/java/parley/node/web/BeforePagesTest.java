package parley.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Beside a button stands what nothing calls back once it is pressed")
class BeforePagesTest extends SignedIn {
    private static final String IRAN = Visit.room(FakeDesk.CAUCUS_IRAN);
    private static final String TABLE = "/t/" + FakeDesk.TABLE.toHex();

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

    @Test
    @DisplayName("what an end of a move lets the others infer, of one that is accepted and of one that is ended")
    void ended() throws IOException {
        FakePhasing.toAccept(visit.gate.desk);
        assertThat(Visit.between(read(TABLE + "/phase"), "/accept\"", "</form>"))
                .containsSubsequence(
                        "whoever did not end it can infer that another party or the mediator did",
                        "Declining ends it at once for all",
                        "Decline at Harbour survey: it is off for all");
        FakePhasing.accepted(visit.gate.desk);
        assertThat(Visit.between(read(TABLE + "/phase"), "/withdraw\"", "</form>"))
                .containsSubsequence(
                        "whoever did not end it can infer that somebody else did", "End this move at Harbour survey");
    }

    @Test
    @DisplayName("that an item is said to be in hand for good")
    void inHand() throws IOException {
        FakeCourier.carrying(visit.gate.desk);
        assertThat(Visit.between(read(IRAN + "/items/" + FakeCourier.WAITING.toHex()), "/received\"", "</form>"))
                .containsSubsequence("that you have it in hand", "It cannot be taken back.", "that it is in hand");
    }

    @Test
    @DisplayName("that the record of a paper stays when it is not laid, and its delegation isn't told")
    void notLaid() throws IOException {
        FakeConveying.fill(visit.gate.desk, FakeDesk.IRAN);
        assertThat(read(TABLE + "/corridor"))
                .containsSubsequence(
                        "Stop it: it is not laid", "The record of it stays in Caucus with Iran; its delegation");
    }

    @Test
    @DisplayName("that a side that issues its first mandate is silent until it says who acts")
    void silent() throws IOException {
        FakeMandating.several(visit.gate.desk);
        assertThat(read(TABLE + "/mandates"))
                .containsSubsequence(
                        "until you say who acts, your side can say and answer nothing there", "Issue this mandate");
    }
}
