package parley.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.base.Role;
import parley.node.desk.Line;
import parley.node.desk.Mandating;
import parley.talks.mandate.Power;

@DisplayName("Before anything is written, each form says who acts for this side, and warns where nobody may")
class MandatePagesTest {
    private static final String IRAN = Visit.room(FakeDesk.CAUCUS_IRAN);
    private static final String SOUNDING = "/t/" + FakeDesk.TABLE.toHex() + "/soundings/" + FakeSoundings.OPEN.toHex();
    private static final String NOBODY = "Nobody acts under a mandate for you here.";
    private static final String TOO_LITTLE = "This takes more:";

    private Visit visit;

    @BeforeEach
    void signIn() throws IOException {
        visit = Visit.signedIn(FakeGate.open());
        visit.gate.desk.ownRole = Role.PARTY;
        FakeSoundings.toAnswer(visit.gate.desk);
    }

    @AfterEach
    void stop() {
        visit.close();
    }

    @Test
    @DisplayName("where this side shows mandates and no delegate acts")
    void nobody() throws IOException {
        acts(Optional.empty());
        for (String form : List.of(IRAN, IRAN + "/non-paper", IRAN + "/hand-in", IRAN + "/mark/1", SOUNDING)) {
            assertThat(visit.get(form).body()).as(form).contains(NOBODY);
        }
    }

    @Test
    @DisplayName("where who acts may speak, and the form asks for more")
    void tooLittle() throws IOException {
        acts(Optional.of(new Mandating.Acting("Envoy", Power.SPEAK)));
        for (String form : List.of(IRAN + "/mark/1", SOUNDING)) {
            assertThat(visit.get(form).body()).as(form).contains(TOO_LITTLE).contains("Envoy");
        }
        for (String form : List.of(IRAN, IRAN + "/non-paper", IRAN + "/hand-in")) {
            assertThat(visit.get(form).body()).as(form).contains("Envoy").doesNotContain(TOO_LITTLE);
        }
    }

    @Test
    @DisplayName("and says nothing where no mandates are shown")
    void unbound() throws IOException {
        for (String form : List.of(IRAN, IRAN + "/non-paper", SOUNDING)) {
            assertThat(visit.get(form).body()).as(form).doesNotContain(NOBODY).doesNotContain(TOO_LITTLE);
        }
    }

    @Test
    @DisplayName("and what was said shows under which mandate, and until when it stood")
    void said() throws IOException {
        assertThat(visit.get(IRAN).body()).doesNotContain("who may speak");
        visit.gate.desk.acted(
                FakeDesk.CAUCUS_IRAN,
                new Line.Acted.Under("<b>Envoy</b>", Power.SPEAK, Instant.parse("2024-06-30T00:00:00Z")));
        assertThat(visit.get(IRAN).body())
                .contains("Envoy", "acted, who may speak, until", "30 June 2024")
                .doesNotContain("<b>Envoy");
        visit.gate.desk.acted(FakeDesk.CAUCUS_IRAN, new Line.Acted.Nobody());
        assertThat(visit.get(IRAN).body()).contains("No mandate stood under which anybody acted");
        visit.gate.desk.acted(FakeDesk.CAUCUS_IRAN, new Line.Acted.FullPowers());
        assertThat(visit.get(IRAN).body()).contains("No mandate shown: full powers");
    }

    private void acts(Optional<Mandating.Acting> acting) {
        visit.gate.desk.mandates = new Mandating.TableMandates(
                List.of(), List.of(new Mandating.RoomUnder(FakeDesk.CAUCUS_IRAN, "Caucus with Iran", true, acting)));
    }
}
