package parley.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.node.desk.People;

@DisplayName("That a code differed, recorded while another window showed the same person's code")
class StopStandsTest extends SignedIn {
    private static final String IRAN = "/t/" + FakeDesk.TABLE.toHex() + "/people/" + FakeDesk.IRAN.toHex();

    private static final Pattern SEEN = Pattern.compile("name=\"differed\" value=\"([^\"]*)\"");

    @Test
    @DisplayName("is not lifted from there, and the refusal says what was recorded meanwhile")
    void stands() throws IOException {
        String before = seen();
        visit.gate.desk.iranStanding = new People.Standing.Differed(FakeDesk.NOW);
        assertThat(same(before).body()).contains("It was recorded that a code with");
        assertThat(visit.gate.desk.acts).noneMatch(act -> act.startsWith("compared"));
    }

    @Test
    @DisplayName("is lifted from a page that showed it")
    void lifted() throws IOException {
        visit.gate.desk.iranStanding = new People.Standing.Differed(FakeDesk.NOW);
        same(seen());
        assertThat(visit.gate.desk.acts).anyMatch(act -> act.startsWith("compared true"));
    }

    /** What the page that is open now says of the stop. */
    private String seen() throws IOException {
        Matcher found = SEEN.matcher(visit.get(IRAN).body());
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private Raw.Answer same(String differed) throws IOException {
        return visit.post(IRAN, "digits", "1", "differed", differed, "found", "same", "how", "in-person");
    }
}
