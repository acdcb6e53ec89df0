package parley.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import parley.base.Hash;
import parley.talks.convey.Caveat;

@DisplayName("A text that leaves for a room asks for a reader's name")
class GuardPagesTest extends SignedIn {
    private static final String ISRAEL = Visit.room(FakeDesk.CAUCUS_ISRAEL);
    private static final String PASSAGE =
            "If it covers all missions, we could accept that a query goes over the line before any answer.";

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

    /** Every form besides the composer by which words reach the readers of one room. */
    static Stream<Form> formsOfARoom() {
        String offer = "/gallery/offers/" + FakeGalleries.NEW.toHex();
        return Stream.of(
                new Form("/non-paper", "text", "hours", "24"),
                new Form("/hand-in", "text", "addressee", "Iran"),
                new Form("/gallery/offer", "text", "kind", "venue"),
                new Form("/gallery/publish", "text", "title", "A note"),
                new Form("/gallery/publish", "title", "text", "Nothing yet."),
                new Form(offer, "text", "taking", "asked"),
                new Form("/suspension", "reason", "days", "3"),
                new Form("/suspension/notice", "note", "days", ""),
                new Form("/sheet/draw", "issues", "language", "en"));
    }

    /** @param other a field that the form needs besides */
    record Form(String path, String field, String other, String value) {}

    @ParameterizedTest
    @MethodSource("formsOfARoom")
    @DisplayName("on whatever form of the room it is typed")
    void everyForm(Form form) throws IOException {
        FakeConveying.fill(visit.gate.desk, FakeDesk.IRAN);
        FakeGalleries.full(visit.gate.desk);
        FakeSuspending.both(visit.gate.desk);
        Raw.Answer asked = fill(form, "We hear: " + PASSAGE, "", "");
        assertStopped(asked, "These words stand in");
        assertThat(asked.body()).as("what was typed").contains("We hear: " + PASSAGE);
        assertStopped(fill(form, "We hear: " + PASSAGE, "", "Iran"), "aria-invalid=\"true\"");
        assertStopped(fill(form, "Shall we begin?", "0123456789ab", ""), "The readers of this room have changed");
        fill(form, "We hear: " + PASSAGE, "", "Israel");
        assertThat(visit.gate.desk.acts).hasSize(1);
        fill(form, "Shall we begin?", "", "");
        assertThat(visit.gate.desk.acts).hasSize(2);
    }

    private Raw.Answer fill(Form form, String text, String roster, String reader) throws IOException {
        return visit.post(
                ISRAEL + form.path(),
                form.field(),
                text,
                form.other(),
                form.value(),
                "roster",
                roster,
                "guard",
                reader);
    }

    @Test
    @DisplayName("where this browser wrote in another room a moment ago, and the form says so before it is filled")
    void writtenElsewhere() throws IOException {
        visit.post(Visit.room(FakeDesk.PLENARY) + "/non-paper", "text", "A paper.", "hours", "24");
        assertThat(visit.get(ISRAEL + "/non-paper").body()).contains("You wrote in");
        visit.gate.desk.acts.clear();
        assertStopped(visit.post(ISRAEL + "/non-paper", "text", "A paper.", "hours", "24"), "You wrote in");
    }

    @Test
    @DisplayName("of a question that is sounded in the caucus of another, but not for naming who else is asked")
    void sounding() throws IOException {
        FakeConveying.fill(visit.gate.desk, FakeDesk.IRAN);
        assertStopped(sound("Would you, if we tell you that " + PASSAGE, ""), "These words stand in");
        assertStopped(sound("Would you, if we tell you that " + PASSAGE, "Iran"), "aria-invalid=\"true\"");
        sound("Would you, if we tell you that " + PASSAGE, "Israel");
        assertThat(visit.gate.desk.acts).containsExactly("sound VENUE in 2");
        sound("Would Israel meet Iran in Muscat?", "");
        assertThat(visit.gate.desk.acts).hasSize(2);
    }

    private Raw.Answer sound(String text, String reader) throws IOException {
        return visit.post(
                "/t/" + FakeDesk.TABLE.toHex() + "/soundings",
                "kind",
                "venue",
                "text",
                text,
                "hours",
                "24",
                "room",
                FakeDesk.CAUCUS_IRAN.room().toHex(),
                "room",
                FakeDesk.CAUCUS_ISRAEL.room().toHex(),
                "guard",
                reader);
    }

    @Test
    @DisplayName("of a paraphrase with words of another passage than the one that crosses")
    void paraphrase() throws IOException {
        FakeConveying.fill(visit.gate.desk, FakeDesk.IRAN);
        assertStopped(bring(Caveat.IN_SUBSTANCE, "Iran hints: " + PASSAGE, "", ""), "These words stand in");
        bring(Caveat.IN_SUBSTANCE, "Iran hints: " + PASSAGE, "", "Israel");
        assertThat(visit.gate.desk.acts).containsExactly("convey PARAPHRASE Iran hints: " + PASSAGE);
    }

    @Test
    @DisplayName("of a reason that tells the source what was said elsewhere")
    void reason() throws IOException {
        String said = "נשמח לשמוע אם הצד האחר מוכן לשקול שני מכתבים נפרדים.";
        FakeConveying.fill(visit.gate.desk, FakeDesk.IRAN);
        assertStopped(bring(Caveat.IN_EXCHANGE, "A day.", said, ""), "A whole sentence of this was said in");
        assertStopped(bring(Caveat.IN_EXCHANGE, "A day.", said, "Israel"), "aria-invalid=\"true\"");
        bring(Caveat.IN_EXCHANGE, "A day.", "Israel asked.", "");
        assertThat(visit.gate.desk.acts).hasSize(1);
    }

    @Test
    @DisplayName("of an idea of one's own that names its source")
    void ownIdea() throws IOException {
        FakeConveying.fill(visit.gate.desk, FakeDesk.IRAN);
        assertStopped(bring(Caveat.YOUR_OWN_IDEA, "Iran could wait a day.", "", ""), "This text names");
        bring(Caveat.YOUR_OWN_IDEA, "One could wait a day.", "", "");
        assertThat(visit.gate.desk.acts).hasSize(1);
    }

    @Test
    @DisplayName("though not for the words of the passage that crosses: that they are the same is asked in another way")
    void itself() throws IOException {
        FakeConveying.fill(visit.gate.desk, FakeDesk.IRAN);
        Raw.Answer refused = bring(Caveat.YOUR_OWN_IDEA, "One might say: " + PASSAGE, "", "");
        assertThat(refused.body()).doesNotContain("These words stand in").contains("name=\"evenSo\"");
    }

    @Test
    @DisplayName("of an item for somebody who doesn't read the caucus whose button was pressed")
    void addressee() throws IOException {
        FakeCourier.addressed(visit.gate.desk, "The delegation of Iran");
        Raw.Answer asked = deliver("");
        assertStopped(asked, "This item is for");
        assertThat(asked.body()).contains("The delegation of Iran", "value=\"Badr\"");
        assertStopped(deliver("Iran"), "aria-invalid=\"true\"");
        deliver("Israel");
        assertThat(visit.gate.desk.acts).hasSize(1);
        visit.gate.desk.items.clear();
        FakeCourier.addressed(visit.gate.desk, "Israel, and Iran for information");
        deliver("");
        assertThat(visit.gate.desk.acts).as("one whom it names reads there").hasSize(2);
    }

    @Test
    @DisplayName("of a paper that was given for others and names who doesn't read the room whose button was pressed")
    void carriedPaper() throws IOException {
        CarryingScenes.paper(visit.gate.desk, "Iran would wait a day.");
        Raw.Answer asked = carry("");
        assertStopped(asked, "This text names");
        assertThat(asked.body()).contains("value=\"30\" selected");
        assertStopped(carry("Iran"), "aria-invalid=\"true\"");
        carry("Israel");
        assertThat(visit.gate.desk.acts).hasSize(1);
        CarryingScenes.paper(visit.gate.desk, "One would wait a day.");
        carry("");
        assertThat(visit.gate.desk.acts).as("its own words are no reason").hasSize(2);
    }

    private Raw.Answer carry(String reader) throws IOException {
        return visit.post(
                Visit.room(FakeDesk.CAUCUS_IRAN) + "/non-paper/0/carry",
                "to",
                FakeDesk.CAUCUS_ISRAEL.room().toHex(),
                "minutes",
                "30",
                "guard",
                reader);
    }

    private Raw.Answer deliver(String reader) throws IOException {
        return visit.post(
                Visit.room(FakeDesk.CAUCUS_IRAN) + "/items/" + FakeCourier.WAITING.toHex() + "/deliver",
                "to",
                FakeDesk.CAUCUS_ISRAEL.room().toHex(),
                "means",
                "caucus",
                "hand",
                "Badr",
                "ago",
                "0",
                "guard",
                reader);
    }

    private Raw.Answer bring(Caveat caveat, String text, String because, String reader) throws IOException {
        Hash passage = visit.gate.desk.passages.stream()
                .filter(one -> one.label().caveat() == caveat)
                .findFirst()
                .orElseThrow()
                .id();
        return visit.post(
                Visit.room(FakeDesk.CAUCUS_IRAN) + "/passages/" + passage.toHex() + "/convey",
                "to",
                FakeDesk.CAUCUS_ISRAEL.room().toHex(),
                "text",
                text,
                "because",
                because,
                "guard",
                reader);
    }

    private void assertStopped(Raw.Answer answer, String why) {
        assertThat(answer.body()).contains(why, "name=\"guard\"");
        assertThat(visit.gate.desk.acts).isEmpty();
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
