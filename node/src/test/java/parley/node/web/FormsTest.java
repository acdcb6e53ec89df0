package parley.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Forms")
class FormsTest {
    private static final String TABLE = "/t/" + FakeDesk.TABLE.toHex();

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
    @DisplayName("choose no role for anybody")
    void role() throws IOException {
        assertThat(visit.get("/tables/new").body()).doesNotContain("selected");
        Raw.Answer answer =
                visit.post("/tables/new", "cover", "Almond", "own", "Oman", "role", "", "relay", FakeDesk.RELAY.text());
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).contains("No role was chosen");
        assertThat(visit.post(TABLE + "/invite", "name", "Qatar", "days", "7").status())
                .isEqualTo(409);
        assertThat(visit.gate.desk.acts).isEmpty();
    }

    @Test
    @DisplayName("invite somebody under a name that is taken only when that is meant")
    void known() throws IOException {
        Raw.Answer answer = visit.post(TABLE + "/invite", "name", "Iran", "role", "party", "days", "7");
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.body()).contains("is at this table already").contains("name=\"another\"");
        assertThat(visit.gate.desk.acts).isEmpty();

        visit.post(TABLE + "/invite", "name", "Iran", "role", "party", "days", "7", "another", "yes");
        assertThat(visit.gate.desk.acts).containsExactly("invite Iran PARTY 7");
    }

    @Test
    @DisplayName("remove a table only when it is confirmed what is erased")
    void removal() throws IOException {
        assertThat(visit.post(TABLE + "/remove").status()).isEqualTo(409);
        assertThat(visit.gate.desk.acts).isEmpty();

        assertThat(visit.post(TABLE + "/remove", "understood", "yes").status()).isEqualTo(303);
        assertThat(visit.gate.desk.acts).containsExactly("remove table");
    }

    @Test
    @DisplayName("of a relay that shows another key say so, in a moved room of the room's own relay")
    void otherKey() throws IOException {
        visit.gate.desk.staleSince = java.util.Optional.of(FakeDesk.NOW);
        visit.gate.desk.otherKey = true;
        assertThat(visit.get(Visit.room(FakeDesk.CAUCUS_IRAN)).body())
                .contains("shows another key")
                .contains(FakeDesk.RELAY.authority());
        assertThat(visit.get(TABLE).body()).contains("shows another key");
    }

    @Test
    @DisplayName("of people show each one's keys as verify prints them")
    void keys() throws IOException {
        assertThat(visit.get(TABLE + "/people").body()).contains(String.join(" ", FakeDesk.KEYS));
    }
}
