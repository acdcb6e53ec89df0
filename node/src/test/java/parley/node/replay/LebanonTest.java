package parley.node.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Hash;
import parley.base.Role;
import parley.node.desk.Galleries.Offering;
import parley.node.desk.Galleries.Publishing;
import parley.node.desk.Keeping;
import parley.node.desk.Line;
import parley.node.desk.RoomRef;
import parley.node.engine.TestTable;
import parley.talks.convey.Caveat;
import parley.talks.convey.CrossedAs;
import parley.talks.gallery.OfferKind;
import parley.talks.message.Direction;
import parley.talks.message.MessageKind;
import parley.talks.rules.RoomKind;

/** Israel and Lebanon, 2020 to 2022: no relations, no common paper; each talks with the mediator, in a building with two doors. */
@Tag("wide")
final class LebanonTest {
    private static final String WIDER = "لدينا خط أبعد إلى الجنوب.";
    private static final String WHY = "نحتفظ به كي نساوم عليه.";

    @TempDir
    private Path folder;

    private Stage stage;
    private Side mediator;
    private Side lebanon;
    private Side israel;
    private RoomRef withLebanon;
    private RoomRef withIsrael;

    @BeforeEach
    void sit() {
        stage = new Stage(folder, "Mediator", "Lebanon", "Israel");
        mediator = stage.mediator();
        lebanon = stage.side("Lebanon");
        israel = stage.side("Israel");
        withLebanon = stage.caucus("Lebanon");
        withIsrael = stage.caucus("Israel");
    }

    @AfterEach
    void leave() throws Exception {
        stage.close();
    }

    @Test
    void lebanon_2_a_wider_claim_is_told_when_it_is_asked_for_and_never_with_its_reason() throws Exception {
        Line.Message said = lebanon.say(withLebanon, WIDER + "\n" + WHY);
        SequencedMap<String, String> before = israel.looksAtAll();
        Hash wider = lebanon.mark(withLebanon, said, WIDER, Caveat.IF_ASKED, "about other claims");
        Hash why = lebanon.mark(withLebanon, said, WHY, Caveat.FOR_YOU_ONLY, "");
        mediator.passage(withLebanon, why);
        stage.unchanged("Israel", before);
        assertThat(mediator.passage(withLebanon, wider).text().orElseThrow().text())
                .isEqualTo(WIDER);

        israel.say(withIsrael, MessageKind.QUESTION, "Have they other claims?", Optional.empty());
        mediator.node().awaitText(withIsrael, "Have they other claims?");
        mediator.convey(
                        withLebanon,
                        wider,
                        withIsrael,
                        CrossedAs.PARAPHRASE,
                        "There is a line further to the south.",
                        "Israel asked about other claims.")
                .orThrow();
        israel.awaitBrought(withIsrael, "paraphrase", "There is a line further to the south.");
        lebanon.awaitCrossed(withLebanon, "paraphrase", "There is a line further to the south.");
        stage.nothingOf("Israel", WIDER, WHY, wider, why, said.reference(), said.arrived(), "about other claims");
        stage.nothingOnDisk(WIDER, WHY);
    }

    @Test
    void lebanon_4_a_company_learns_that_its_offer_came_and_neither_the_use_nor_the_user_of_it() throws Exception {
        Side company = stage.invite("Company", Role.SUPPORTER);
        RoomRef gallery = stage.found("Beside the table", RoomKind.GALLERY, Stage.VOUCHED, "Company");
        company.desk()
                .galleries()
                .offer(
                        gallery,
                        new Offering(
                                Optional.empty(),
                                OfferKind.MONEY,
                                "We could share what we earn with both.",
                                "en",
                                Direction.LTR,
                                30))
                .orThrow();
        mediator.node()
                .awaitTrue(
                        "the offer",
                        desk -> !desk.galleries().gallery(gallery).offers().isEmpty());
        company.node()
                .awaitTrue(
                        "its own offer",
                        desk -> !desk.galleries().gallery(gallery).offers().isEmpty());
        SequencedMap<String, String> before = company.looksAtAll();
        SequencedMap<String, String> beforeIsrael = israel.looksAtAll();
        mediator.say(withLebanon, "What if whoever drills paid a part to each?");
        lebanon.node().awaitText(withLebanon, "What if whoever drills paid a part to each?");
        stage.unchanged("Company", before);
        stage.unchanged("Israel", beforeIsrael);
        stage.nothingOf(
                "Lebanon", "Company", "share what we earn", gallery.room().toHex());
        stage.nothingOf(
                "Company",
                "Lebanon",
                "Israel",
                withLebanon.room().toHex(),
                withIsrael.room().toHex());
        assertThat(TestTable.keyOf(company.sayOrNot(gallery, MessageKind.STATEMENT, "And?", Optional.empty())))
                .isEqualTo("seat.supporter");

        mediator.desk()
                .galleries()
                .publish(gallery, new Publishing("For supporters", "Talks go on.", "en", Direction.LTR, 0))
                .orThrow();
        company.node()
                .awaitTrue(
                        "what is published",
                        desk -> !desk.galleries().gallery(gallery).items().isEmpty());
        stage.nothingOf("Company", "Lebanon", "Israel");
    }

    @Test
    void lebanon_7_of_seven_points_three_cross_and_nothing_says_that_there_are_four_more() throws Exception {
        List<String> points = List.of(
                "The field is called by its owner's name.",
                "It is developed for its owner.",
                "The neighbour does not object.",
                "Line one keeps its name.",
                "Line two keeps its name.",
                "Sanctions are no ground for delay.",
                "It begins on the first of the month.");
        Line.Message said = lebanon.say(withLebanon, String.join("\n", points));
        List<Object> hidden = new ArrayList<>(List.of(said.reference(), said.arrived(), said.statedTime()));
        List<Hash> passages = new ArrayList<>();
        for (String point : points) {
            boolean crosses = points.indexOf(point) < 3;
            Hash passage = lebanon.mark(withLebanon, said, point, crosses ? Caveat.VERBATIM : Caveat.FOR_YOU_ONLY, "");
            passages.add(passage);
            hidden.add(passage);
            if (!crosses) {
                hidden.add(point);
            }
        }
        mediator.passage(withLebanon, passages.getLast());
        for (int i : new int[] {2, 0, 1}) {
            mediator.convey(withLebanon, passages.get(i), withIsrael, CrossedAs.VERBATIM, "", "")
                    .orThrow();
            israel.awaitBrought(withIsrael, "verbatim", points.get(i));
        }
        mediator.awaitBrought(withIsrael, "verbatim", points.get(1));
        stage.nothingOf("Israel", hidden.toArray());
        assertThat(israel.lines(withIsrael, Line.class).stream().map(Line::position))
                .as("no number is missing in between")
                .containsExactlyElementsOf(mediator.lines(withIsrael, Line.class).stream()
                        .map(Line::position)
                        .toList());
        assertThat(israel.desk().conveying().passages(withIsrael)).isEmpty();
    }

    @Test
    void lebanon_8_a_refusal_with_a_warning_crosses_in_part_and_says_how() throws Exception {
        String refused = "לא נקבל שינוי בקו המצופים.";
        String divided = "In the cabinet two are against this.";
        Line.Message said = israel.say(withIsrael, MessageKind.WARNING, refused + "\n" + divided, Optional.empty());
        assertThat(mediator.node()
                        .awaitText(withIsrael, said.content().text())
                        .content()
                        .kind())
                .isEqualTo(MessageKind.WARNING);
        Hash passage = israel.mark(withIsrael, said, refused, Caveat.VERBATIM, "");
        Hash inside = israel.mark(withIsrael, said, divided, Caveat.FOR_YOU_ONLY, "");
        mediator.passage(withIsrael, inside);
        mediator.convey(withIsrael, passage, withLebanon, CrossedAs.VERBATIM, "", "")
                .orThrow();
        Line.Passages brought = lebanon.awaitBrought(withLebanon, "verbatim", refused);
        assertThat(brought.texts().getFirst().key())
                .as("not checked: the two never met")
                .isEqualTo("beside.brought.verbatim");
        stage.nothingOf("Lebanon", divided, inside, passage);
    }

    @Test
    void lebanon_hard_moment_5_a_line_of_one_caucus_pasted_into_the_other_is_stopped_and_nothing_is_sent()
            throws Exception {
        lebanon.say(withLebanon, "Good morning. " + WIDER + " Until tomorrow.");
        mediator.node().awaitText(withLebanon, "Good morning. " + WIDER + " Until tomorrow.");
        Pages.Answer asked = mediator.write(withIsrael, "For your eyes:\n" + WIDER, "");
        assertThat(asked.body()).contains("Check the room").contains("Mediator and Lebanon");
        Pages.Answer named = mediator.write(withIsrael, "Lebanon told us of a line.", "");
        assertThat(named.body()).contains("This text names");
        Pages.Answer wrong = mediator.write(withIsrael, "For your eyes:\n" + WIDER, "Lebanon");
        assertThat(wrong.body()).contains("Check the room");
        assertThat(mediator.desk().messages().unplaced(withIsrael)).isEmpty();
        assertThat(mediator.node().texts(withIsrael)).isEmpty();
        stage.nothingOf("Israel", WIDER);
        // Its own words a mediator may say to both.
        mediator.say(withLebanon, "Shall we begin with the buoys?");
        Pages.Answer harmless = mediator.write(withIsrael, "Shall we begin with the buoys?", "");
        assertThat(harmless.status()).isEqualTo(303);
        israel.node().awaitText(withIsrael, "Shall we begin with the buoys?");
    }

    @Test
    void lebanon_3_after_eighteen_months_each_returns_to_its_own_room_and_expired_words_are_gone() throws Exception {
        Line.Message said = lebanon.say(withLebanon, "These soundings of the sea bed are for one year.");
        Hash passage = lebanon.mark(withLebanon, said, said.content().text(), Caveat.VERBATIM, "");
        mediator.passage(withLebanon, passage);
        stage.jump(Duration.ofDays(548));
        lebanon.restart();
        mediator.restart();
        lebanon.say(withLebanon, "We are back.");
        mediator.node().awaitText(withLebanon, "We are back.");
        for (Side side : List.of(lebanon, mediator)) {
            // So long a leap of its clock no device believes before a person has said that it is right.
            Keeping.Clock clock = side.node()
                    .await(
                            "the question of the clock",
                            desk -> Optional.of(desk.keeping().clock().orThrow())
                                    .filter(one -> one.leapt().isPresent()));
            side.desk().keeping().believeClock(clock.now()).orThrow();
            side.node()
                    .awaitTrue(
                            "the text to be erased",
                            _ -> !side.lines(withLebanon, Line.Erased.class).isEmpty());
        }
        stage.nothingOf("Lebanon", said.content().text());
        stage.nothingOf("Mediator", said.content().text());
        assertThat(TestTable.keyOf(mediator.convey(withLebanon, passage, withIsrael, CrossedAs.VERBATIM, "", "")))
                .as("what is erased crosses no more")
                .isNotEqualTo("done");
    }
}
