package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import parley.base.Hash;
import parley.base.Refusal;
import parley.base.Role;
import parley.node.api.Answer;
import parley.node.api.Api;
import parley.node.api.ApiJson;
import parley.node.api.Call;
import parley.node.api.Inputs;
import parley.node.api.Problem;
import parley.node.desk.Conveying;
import parley.node.desk.CourierItems;
import parley.node.desk.Line;
import parley.node.desk.NonPapers;
import parley.node.desk.RoomRef;
import parley.node.desk.Sheets;
import parley.node.desk.Soundings;
import parley.node.desk.Suspending;
import parley.talks.convey.Caveat;
import parley.talks.convey.CrossedAs;
import parley.talks.courier.Means;
import parley.talks.message.Direction;
import parley.talks.message.MessageKind;
import parley.talks.rules.RoomKind;
import parley.talks.sheet.SheetIssue;
import parley.talks.sounding.SoundingKind;

/** A program that writes through the JSON API is asked for a reader where a page would ask, on every way by which words leave. */
@Tag("wide")
final class NamedReaderTest extends TwoCaucuses {
    private static final String SAID = "We could open the crossing by the end of May.";
    private static final String REPEATED = "We hear: " + SAID;

    @Test
    void what_was_said_in_one_caucus_reaches_the_other_only_once_a_reader_is_named() {
        said();
        Problem stopped = problem(path(withIsrael, "messages"), message(REPEATED), "");
        assertThat(stopped.key()).isEqualTo("guard.said");
        assertThat(stopped.parts()).containsExactly("With Iran");
        assertThat(stopped.readers()).containsExactly("Israel");
        assertThat(stopped.sentence()).contains("guard.said").contains("guard.reads");
        assertThat(problem(path(withIsrael, "messages"), message(REPEATED), "Iran")
                        .readers())
                .as("of whom none was named")
                .containsExactly("Israel");
        assertThat(oman.texts(withIsrael)).isEmpty();

        assertThat(call(path(withIsrael, "messages"), message(REPEATED), " israel")
                        .status())
                .isEqualTo(Answer.OK);
        israel.awaitText(withIsrael, REPEATED);
    }

    @Test
    void a_paper_and_a_question_are_stopped_alike() {
        said();
        Instant later = Instant.now().plus(Duration.ofDays(1));
        stopsAndSends(
                "/api/v1/tables/" + table.toHex() + "/soundings",
                new Soundings.Question(
                        SoundingKind.VENUE,
                        REPEATED,
                        "en",
                        Direction.LTR,
                        List.of(withIran.room(), withIsrael.room()),
                        later));
        stopsAndSends(
                path(withIsrael, "non-papers"),
                new NonPapers.Laying(REPEATED, "en", Direction.LTR, later, false, false));
    }

    @Test
    void a_paper_that_names_its_side_is_not_laid_before_the_other_unless_a_reader_there_is_named() {
        Instant later = Instant.now().plus(Duration.ofDays(1));
        iran.desk()
                .nonPapers()
                .lay(withIran, new NonPapers.Laying("Iran would wait a day.", "en", Direction.LTR, later, false, true))
                .orThrow();
        long line = oman.awaitLine("the paper", withIran, Line.NonPaper.class, _ -> true)
                .index();
        String path = path(withIran, "lines") + "/" + line + "/carry";
        NonPapers.LayingElsewhere carrying =
                new NonPapers.LayingElsewhere(withIsrael, Instant.now().plus(Duration.ofHours(1)), false);
        Problem stopped = problem(path, carrying, "Iran");
        assertThat(stopped.key()).isEqualTo("guard.names");
        assertThat(stopped.parts()).containsExactly("Iran");
        assertThat(stopped.readers()).containsExactly("Israel");
        assertThat(call(path, carrying, "Israel").status()).isEqualTo(Answer.NOTHING);
    }

    @Test
    void an_item_that_names_somebody_who_cannot_read_here_is_stopped_too() {
        TestTable.pairSeated(iran, table, "Iran", israel, "Israel");
        CourierItems.Handing item =
                new CourierItems.Handing("", "For Israel.", "en", Direction.LTR, List.of(), Optional.empty());
        Problem stopped = problem(iran, path(withIran, "items"), item, "");
        assertThat(stopped.key()).isEqualTo("guard.names");
        assertThat(stopped.parts()).containsExactly("Israel");
        assertThat(stopped.readers()).containsExactly("Oman");
        assertThat(call(iran, path(withIran, "items"), item, "Oman").status()).isEqualTo(Answer.NOTHING);
    }

    @Test
    void an_item_for_one_is_not_brought_to_another_unless_a_reader_there_is_named() {
        TestNode jordan = talks.node("jordan");
        talks.pair(oman, table, "Oman", jordan, "Jordan", Role.PARTY);
        TestTable.compare(table, oman, "Oman", jordan, "Jordan");
        RoomRef withJordan = TestTable.found(table, "With Jordan", RoomKind.CAUCUS, TestTable.ANSWERED, oman, jordan);
        CourierItems.Handing item = new CourierItems.Handing(
                "The Foreign Minister of Israel", "A letter.", "en", Direction.LTR, List.of(), Optional.empty());
        assertThat(call(iran, path(withIran, "items"), item, "").status()).isEqualTo(Answer.NOTHING);
        Hash id = oman.await(
                        "the item",
                        desk -> desk.courier().bag(table).items().stream().findFirst())
                .id();
        String path = path(withIran, "items") + "/" + id.toHex() + "/delivery";
        Problem stopped = problem(path, delivering(withJordan), "Israel");
        assertThat(stopped.key()).isEqualTo("guard.addressed");
        assertThat(stopped.parts()).containsExactly("The Foreign Minister of Israel");
        assertThat(stopped.readers()).containsExactly("Jordan");
        assertThat(oman.desk().courier().bag(table).items().getFirst().delivery())
                .as("no record of it")
                .isEmpty();
        assertThat(call(path, delivering(withIsrael), "").status())
                .as("where its addressee reads nothing is asked")
                .isEqualTo(Answer.NOTHING);
    }

    private static CourierItems.Delivering delivering(RoomRef to) {
        return new CourierItems.Delivering(to.room(), "Badr", Means.CAUCUS, "", Instant.now());
    }

    @Test
    void why_talks_stand_still_and_what_a_sheet_says_are_stopped_alike() {
        said();
        stopsAndSends(
                path(withIsrael, "sheet"),
                new Sheets.Drawing(
                        Optional.empty(),
                        "en",
                        Direction.LTR,
                        List.of(new SheetIssue("Crossing", List.of(SAID, "Later")))));
        stopsAndSends(path(withIsrael, "suspension"), new Suspending.Stopping(REPEATED, 1));
    }

    private void stopsAndSends(String path, Object body) {
        assertThat(problem(path, body, "").readers()).containsExactly("Israel");
        assertThat(call(path, body, "Israel").status()).isLessThan(400);
    }

    @Test
    void words_that_cross_by_their_caveat_are_no_reason_but_what_else_was_said_there_is() {
        said();
        iran.say(withIran, "A day is enough.");
        long line = iran.awaitText(withIran, "A day is enough.").index();
        iran.desk()
                .conveying()
                .mark(
                        withIran,
                        line,
                        List.of(new Conveying.Mark(
                                "A day is enough.", new Conveying.Label(Caveat.IN_SUBSTANCE, "", Optional.empty()))))
                .orThrow();
        Hash passage = oman.await(
                        "the passage",
                        desk -> desk.conveying().passages(withIran).stream().findFirst())
                .id();
        String path = path(withIran, "passages") + "/" + passage.toHex() + "/convey";
        assertThat(problem(path, bringing(REPEATED), "").readers()).containsExactly("Israel");
        assertThat(call(path, bringing("It would take a day."), "").status()).isEqualTo(Answer.NOTHING);
    }

    private Conveying.Bringing bringing(String text) {
        return new Conveying.Bringing(withIsrael, CrossedAs.PARAPHRASE, text, "en", Direction.LTR, "", false);
    }

    private void said() {
        iran.say(withIran, SAID);
        oman.awaitText(withIran, SAID);
    }

    private static Inputs.Message message(String text) {
        return new Inputs.Message(MessageKind.STATEMENT, text, "en", Direction.LTR, Optional.empty(), false, List.of());
    }

    private static String path(RoomRef room, String end) {
        return "/api/v1/tables/" + room.table().toHex() + "/rooms/"
                + room.room().toHex() + "/" + end;
    }

    private Problem problem(String path, Object body, String reader) {
        return problem(oman, path, body, reader);
    }

    private static Problem problem(TestNode node, String path, Object body, String reader) {
        return call(node, path, body, reader) instanceof Answer.Value(int _, Problem problem)
                ? problem
                : new Problem(Problem.Kind.FAULT, "done", List.of(), "");
    }

    private Answer call(String path, Object body, String reader) {
        return call(oman, path, body, reader);
    }

    private static Answer call(TestNode node, String path, Object body, String reader) {
        return new Api(node.node().gate(), Refusal::key)
                .answer(new Call(
                        "POST",
                        path,
                        reader.isEmpty() ? Map.of() : Map.of("reader", reader),
                        new ByteArrayInputStream(ApiJson.write(body))));
    }
}
