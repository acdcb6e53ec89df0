package parley.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import parley.base.PrincipalId;
import parley.base.Role;
import parley.node.desk.Changes;
import parley.node.desk.Line;
import parley.node.desk.Mandating;
import parley.node.desk.RoomRef;
import parley.talks.mandate.Power;

@DisplayName("Before anything is written, each form says who acts for this side, and warns where nobody may")
class MandatePagesTest extends SignedIn {
    private static final String IRAN = Visit.room(FakeDesk.CAUCUS_IRAN);
    private static final String SOUNDING = "/t/" + FakeDesk.TABLE.toHex() + "/soundings/" + FakeSoundings.OPEN.toHex();
    private static final String NOBODY = "Nobody acts under a mandate for you here.";
    private static final String TOO_LITTLE = "This takes more:";
    private static final String PHASE = "/t/" + FakeDesk.TABLE.toHex() + "/phase";
    private static final String CORRIDOR = "/t/" + FakeDesk.TABLE.toHex() + "/corridor";
    private static final PrincipalId ISRAEL = FakeDesk.ISRAEL;

    @BeforeEach
    void asParty() {
        visit.gate.desk.ownRole = Role.PARTY;
        FakeSoundings.toAnswer(visit.gate.desk);
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

    /** Every other form of a room by which this side acts, and what it takes. */
    static Stream<Form> formsOfARoom() {
        String offer = IRAN + "/gallery/offers/" + FakeGalleries.NEW.toHex();
        return Stream.of(
                new Form(IRAN + "/sheet/draw", Power.SPEAK, FakeSheets::drawn),
                new Form(IRAN + "/sheet", Power.AD_REFERENDUM, FakeSheets::drawn),
                new Form(IRAN + "/sheet", Power.AD_REFERENDUM, FakeSheets::scored),
                new Form(IRAN + "/suspension", Power.AD_REFERENDUM, FakeSuspending::both),
                new Form(IRAN + "/suspension", Power.AD_REFERENDUM, FakeSuspending::full),
                new Form(IRAN + "/suspension", Power.AD_REFERENDUM, FakeSuspending::ofParty),
                new Form(IRAN + "/gallery/offer", Power.AD_REFERENDUM, FakeGalleries::ofSupporter),
                new Form(offer, Power.SPEAK, FakeGalleries::full),
                new Form(IRAN + "/gallery/publish", Power.SPEAK, FakeGalleries::mediating),
                new Form(IRAN + "/passages", Power.AD_REFERENDUM, desk -> FakeConveying.fill(desk, FakeDesk.OMAN)),
                new Form(
                        IRAN + "/changes",
                        Power.AD_REFERENDUM,
                        desk -> proposed(desk, new Changes.Wish.Admit(ISRAEL))));
    }

    record Form(String path, Power needs, Consumer<FakeDesk> shown) {}

    private static void proposed(FakeDesk desk, Changes.Wish wish) {
        desk.proposals.add(FakeTalk.proposal(wish, false));
    }

    @ParameterizedTest
    @MethodSource("formsOfARoom")
    @DisplayName("on whatever form of the room it would act")
    void everyForm(Form form) throws IOException {
        form.shown().accept(visit.gate.desk);
        acts(Optional.empty());
        assertThat(visit.get(form.path()).body()).contains(NOBODY);
        acts(Optional.of(new Mandating.Acting("Envoy", below(form.needs()))));
        assertThat(visit.get(form.path()).body()).contains(TOO_LITTLE, "Envoy");
        acts(Optional.of(new Mandating.Acting("Envoy", form.needs())));
        assertThat(visit.get(form.path()).body()).contains("Envoy").doesNotContain(TOO_LITTLE, NOBODY);
    }

    private static Power below(Power power) {
        List<Power> all = List.of(Power.values());
        return all.get(all.indexOf(power) - 1);
    }

    @Test
    @DisplayName("but not beside what needs no mandate: who is removed, and what is taken back")
    void needsNone() throws IOException {
        acts(Optional.empty());
        proposed(visit.gate.desk, new Changes.Wish.Remove(ISRAEL));
        assertThat(visit.get(IRAN + "/changes").body())
                .contains("/changes/consent")
                .doesNotContain(NOBODY);
    }

    @Test
    @DisplayName("before new readers and new Rules are proposed")
    void proposing() throws IOException {
        acts(Optional.of(new Mandating.Acting("Envoy", Power.SPEAK)));
        String preview = IRAN + "/changes/preview";
        assertThat(visit.post(preview, "what", "admit", "who", ISRAEL.toHex()).body())
                .contains(TOO_LITTLE);
        assertThat(visit.post(preview, "what", "refresh").body()).doesNotContain(TOO_LITTLE);
    }

    @Test
    @DisplayName("in the composer also of what some of its kinds take")
    void composer() throws IOException {
        acts(Optional.of(new Mandating.Acting("Envoy", Power.SPEAK)));
        assertThat(visit.get(IRAN).body())
                .contains("For an offer or a condition it takes more", "On the record it takes more");
        acts(Optional.of(new Mandating.Acting("Envoy", Power.AD_REFERENDUM)));
        assertThat(visit.get(IRAN).body())
                .contains("On the record it takes more")
                .doesNotContain("For an offer or a condition it takes more");
        acts(Optional.of(new Mandating.Acting("Envoy", Power.INITIAL)));
        assertThat(visit.get(IRAN).body()).doesNotContain("it takes more");
    }

    @Test
    @DisplayName("on forms of the whole table by room, those together in which the same delegate acts")
    void ofTheTable() throws IOException {
        FakePhasing.toAccept(visit.gate.desk);
        Mandating.Acting envoy = new Mandating.Acting("Envoy", Power.SPEAK);
        acts(Optional.of(envoy));
        assertThat(visit.get(PHASE).body()).contains(TOO_LITTLE, "Envoy");
        acts(Optional.of(new Mandating.Acting("Envoy", Power.AD_REFERENDUM)));
        assertThat(visit.get(PHASE).body()).contains("Envoy").doesNotContain(TOO_LITTLE);
        acts(Optional.empty());
        assertThat(visit.get(PHASE).body()).contains("nobody acts under a mandate for you. Choose who does.");
    }

    @Test
    @DisplayName("on a mediator's forms over several rooms too")
    void mediators() throws IOException {
        FakeDesk desk = visit.gate.desk;
        desk.ownRole = Role.MEDIATOR;
        desk.soundings.clear();
        FakePhasing.courier(desk);
        FakeConveying.fill(desk, FakeDesk.IRAN);
        acts(Optional.of(new Mandating.Acting("Aide", Power.LISTEN)));
        for (String form : List.of(PHASE, "/t/" + FakeDesk.TABLE.toHex() + "/soundings", CORRIDOR)) {
            assertThat(visit.get(form).body()).as(form).contains(TOO_LITTLE, "Aide");
        }
        desk.mandates = new Mandating.TableMandates(
                List.of(),
                List.of(
                        under(FakeDesk.CAUCUS_IRAN, Optional.of(new Mandating.Acting("Envoy", Power.SIGN))),
                        under(FakeDesk.CAUCUS_ISRAEL, Optional.empty())));
        String page = visit.get("/t/" + FakeDesk.TABLE.toHex() + "/soundings").body();
        assertThat(Visit.between(page, "<legend>Asked in", "</form>"))
                .containsSubsequence("Caucus with Iran</bdi> <bdi>Envoy", "Caucus with Israel</bdi> nobody acts");
    }

    @Test
    @DisplayName("of an item of the courier, before its step")
    void item() throws IOException {
        FakeCourier.ofParty(visit.gate.desk);
        acts(Optional.empty());
        String item = IRAN + "/items/" + FakeCourier.BROUGHT.toHex();
        assertThat(visit.get(item).body()).contains(NOBODY);
        acts(Optional.of(new Mandating.Acting("Clerk", Power.LISTEN)));
        assertThat(visit.get(item).body()).contains("Clerk").doesNotContain(TOO_LITTLE);
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
        visit.gate.desk.mandates = new Mandating.TableMandates(List.of(), List.of(under(FakeDesk.CAUCUS_IRAN, acting)));
    }

    private static Mandating.RoomUnder under(RoomRef room, Optional<Mandating.Acting> acting) {
        return new Mandating.RoomUnder(room, FakeDesk.name(room), true, acting);
    }
}
