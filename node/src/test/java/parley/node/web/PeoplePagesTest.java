package parley.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.node.desk.People;

@DisplayName("The page of the people at a table")
class PeoplePagesTest extends SignedIn {
    private static final String ELSEWHERE = "far.example:7400#" + "ab".repeat(32);

    @Test
    @DisplayName(
            "shows at which relay somebody wants to be reached and what it would learn, and writes there after a yes to that very one")
    void elsewhere() throws IOException {
        String page = "/t/" + FakeDesk.TABLE.toHex() + "/people";
        assertThat(visit.get(page).body()).doesNotContain("Write to them there");
        visit.gate.desk.iranElsewhere = Optional.of(new People.Elsewhere(ELSEWHERE, true));
        assertThat(visit.get(page).body())
                .contains(ELSEWHERE, "waits on this device", "from which network address", "Write to them there");
        visit.gate.desk.iranElsewhere = Optional.of(new People.Elsewhere(ELSEWHERE, false));
        assertThat(visit.get(page).body()).contains("where they were until now");
        visit.post(page + "/" + FakeDesk.IRAN.toHex() + "/reach", "relay", ELSEWHERE);
        assertThat(visit.gate.desk.acts).contains("writes to " + ELSEWHERE);
    }
}
