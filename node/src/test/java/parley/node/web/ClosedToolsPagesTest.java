package parley.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import parley.base.Role;
import parley.node.desk.Phasing;
import parley.node.desk.RoomRef;
import parley.talks.phase.Phase;
import parley.talks.rules.RoomKind;

@DisplayName("What a phase has not opened is marked as closed, with the phase that opens it")
class ClosedToolsPagesTest extends SignedIn {
    private static final String CLOSED = "Closed until: ";
    private static final String CORRIDOR = "The corridor";
    private static final String IRAN = Visit.room(FakeDesk.CAUCUS_IRAN);

    private static final String PLAN = "/t/" + FakeDesk.TABLE.toHex() + "/plan";

    @Test
    @DisplayName("in the menu where nothing may cross from any caucus, and beside each tool of a caucus")
    void byCourier() throws IOException {
        phases(Phase.COURIER, Phase.COURIER);
        String page = visit.get(IRAN).body();
        assertThat(after(page, CORRIDOR, 60)).contains(CLOSED);
        assertThat(after(page, "/sheet\"", 160)).contains(CLOSED);
        assertThat(after(page, "/passages\"", 260)).contains(CLOSED);
        assertThat(after(page, "/non-paper\"", 120)).contains(CLOSED);
    }

    @Test
    @DisplayName("only in those rooms that the courier serves still")
    void oneRoomLagsBehind() throws IOException {
        phases(Phase.COURIER, Phase.EXPLORATORY);
        String page = visit.get(Visit.room(FakeDesk.CAUCUS_ISRAEL)).body();
        assertThat(page).contains("/sheet\"").doesNotContain(CLOSED);
        assertThat(after(visit.get(IRAN).body(), CORRIDOR, 60)).doesNotContain(CLOSED);
        assertThat(after(visit.get(IRAN).body(), "/sheet\"", 160)).contains(CLOSED);
    }

    @Test
    @DisplayName("nowhere once talks are open")
    void talks() throws IOException {
        assertThat(visit.get(IRAN).body()).contains(CORRIDOR).doesNotContain(CLOSED);
    }

    @Test
    @DisplayName("and a page that stands open asks for another composer when the phase has moved on")
    void movesOnUnderAnOpenPage() throws IOException {
        phases(Phase.COURIER, Phase.COURIER);
        String courier = stamp();
        phases(Phase.EXPLORATORY, Phase.EXPLORATORY);
        String exploratory = stamp();
        phases(Phase.TALKS, Phase.TALKS);
        assertThat(List.of(courier, exploratory, stamp())).doesNotHaveDuplicates();
    }

    /** By which an open page knows that it is another now. */
    private String stamp() throws IOException {
        return after(visit.get(IRAN).body(), "data-stamp=\"", 40).split("\"", -1)[1];
    }

    @Test
    @DisplayName("on the form of a new room, with what its Rules have to answer and who may not sit in one")
    void planning() throws IOException {
        visit.gate.desk.ownRole = Role.PARTY;
        assertThat(option("plenary")).isEqualTo("Plenary: all");
        assertThat(visit.get(PLAN).body()).contains("answer the four questions under");
        phases(Phase.COURIER, Phase.EXPLORATORY);
        assertThat(option("plenary")).contains("closed until Talks").contains("disabled");
        assertThat(option("direct")).contains("closed until Talks").contains("disabled");
        assertThat(option("caucus")).doesNotContain("closed", "disabled");
    }

    @Test
    @DisplayName("on the form of a new room also where one could not sit in it oneself, or may found none at all")
    void ownSeat() throws IOException {
        assertThat(option("direct")).contains("not for your seat").contains("disabled");
        assertThat(option("plenary")).doesNotContain("not for your seat", "disabled");
        visit.gate.desk.ownRole = Role.WITNESS;
        assertThat(visit.get(PLAN).body())
                .contains("Only parties and mediators plan rooms")
                .doesNotContain("<button class=\"button\">Ask them");
    }

    /** What stands in the option of a kind, its attributes included. */
    private String option(String kind) throws IOException {
        String page = visit.get(PLAN).body();
        return Visit.between(page, "<option value=\"" + kind + "\"", "</option>")
                .replaceFirst("^>", "");
    }

    private void phases(Phase iran, Phase israel) {
        visit.gate.desk.phase = new Phasing.TablePhase(
                Phase.COURIER,
                true,
                List.of(room(FakeDesk.CAUCUS_IRAN, iran), room(FakeDesk.CAUCUS_ISRAEL, israel)),
                List.of(),
                List.of(RoomKind.PLENARY, RoomKind.DIRECT),
                Optional.empty(),
                true,
                true);
    }

    private static Phasing.RoomPhase room(RoomRef ref, Phase now) {
        return new Phasing.RoomPhase(ref, FakeDesk.name(ref), now);
    }

    /** So many characters of a page behind the first place of a text. */
    private static String after(String page, String text, int count) {
        int from = page.indexOf(text);
        assertThat(from).as(text).isNotNegative();
        return page.substring(from, Math.min(page.length(), from + text.length() + count));
    }
}
