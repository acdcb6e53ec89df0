package parley.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.base.Hash;
import parley.node.desk.Rooms;

@DisplayName("The page of a room that somebody asks one to join")
class AnswerPageTest {
    private static final String ROOM = Visit.room(FakeDesk.CAUCUS_IRAN);

    private static final String CHANGED = "has changed since it was first shown to you";
    private static final Rooms.Condition.Asked ANEW =
            new Rooms.Condition.Asked(FakeDesk.IRAN, "Iran", Hash.of("what Iran asks by now"), true);

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

    @Test
    @DisplayName(
            "says on every page where it is answered that something else was shown first, until nobody asks any more")
    void changedBetweenTwoPages() throws IOException {
        assertThat(visit.get(ROOM + "/rules").body()).doesNotContain(CHANGED);
        visit.gate.desk.conditions.put(FakeDesk.CAUCUS_IRAN, ANEW);
        for (String path : new String[] {ROOM, ROOM + "/rules", ROOM}) {
            assertThat(visit.get(path).body()).as(path).contains(CHANGED);
        }
        visit.gate.desk.conditions.put(FakeDesk.CAUCUS_IRAN, new Rooms.Condition.Declined());
        visit.get(ROOM);
        visit.gate.desk.conditions.put(FakeDesk.CAUCUS_IRAN, ANEW);
        assertThat(visit.get(ROOM).body()).doesNotContain(CHANGED);
    }

    @Test
    @DisplayName("lets people answer below the Rules, with what was shown there")
    void yesToTheRules() throws IOException {
        String rules = visit.get(ROOM + "/rules").body();
        visit.gate.desk.conditions.put(FakeDesk.CAUCUS_IRAN, ANEW);
        String asking = Visit.between(rules, "name=\"asking\" value=\"", "\"");
        visit.post(ROOM + "/answer", "asking", asking, "join", "yes");
        assertThat(visit.gate.desk.acts)
                .containsExactly("join " + FakeDesk.ASKED.asking().brief());
    }

    @Test
    @DisplayName("has no yes where nobody waits for one any more, and says when there will be")
    void nobodyWaits() throws IOException {
        visit.gate.desk.conditions.put(FakeDesk.CAUCUS_IRAN, FakeDesk.ASKED_BEFORE);
        for (String path : new String[] {ROOM, ROOM + "/rules"}) {
            assertThat(visit.get(path).body())
                    .as(path)
                    .contains("You can join once somebody asks you again")
                    .contains("name=\"join\" value=\"no\"")
                    .doesNotContain("name=\"join\" value=\"yes\"");
        }
    }
}
