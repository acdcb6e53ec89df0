package parley.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.node.desk.Tables.RenewalAsked;

@DisplayName("The page of renewal")
class RenewalPageTest extends SignedIn {
    private static final String TABLE = "/t/" + FakeDesk.TABLE.toHex();
    private static final String VOID = "A new request makes it void";

    private String page() throws IOException {
        return visit.get(TABLE + "/renewal").body();
    }

    private void asked(Optional<Instant> since) {
        visit.gate.desk.renewalNeeded = true;
        visit.gate.desk.renewalAsked = Optional.of(new RenewalAsked(since));
    }

    @Test
    @DisplayName("says whether the seat waits to be renewed, where nobody asked yet")
    void notAsked() throws IOException {
        assertThat(page()).contains("Your seat here works as it should.").doesNotContain(VOID);
        visit.gate.desk.renewalNeeded = true;
        assertThat(page()).contains("Your seat here is frozen").doesNotContain(VOID);
    }

    @Test
    @DisplayName("says since when a request is out, and that another would void it")
    void since() throws IOException {
        asked(Optional.of(FakeDesk.NOW));
        assertThat(page())
                .contains("A request of yours has been out since <bdi>12 May 2024")
                .contains(VOID)
                .doesNotContain("Your seat here is frozen");
    }

    @Test
    @DisplayName("says that a request is out though an earlier version asked, which didn't keep when")
    void before() throws IOException {
        asked(Optional.empty());
        assertThat(page()).contains("A request of yours is out, and").contains(VOID);
    }

    @Test
    @DisplayName("is led to by the table, which says whether there is anything to do but wait")
    void need() throws IOException {
        visit.gate.desk.renewalNeeded = true;
        assertThat(visit.get(TABLE).body()).contains("Your seat waits to be renewed");
        asked(Optional.of(FakeDesk.NOW));
        assertThat(visit.get(TABLE).body())
                .contains("the others have yet to take you back")
                .doesNotContain("Your seat waits to be renewed");
    }
}
