package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Ok;
import parley.base.Result;
import parley.node.desk.Conveying;
import parley.node.desk.Conveying.Bringing;
import parley.node.desk.Conveying.Label;
import parley.node.desk.Conveying.Mark;
import parley.node.desk.Conveying.PassageView;
import parley.node.desk.Desk;
import parley.node.desk.Line;
import parley.node.desk.Messages;
import parley.talks.convey.Caveat;
import parley.talks.convey.ConveyEvent;
import parley.talks.convey.ConveyEvent.Wording;
import parley.talks.convey.CrossedAs;
import parley.talks.message.Direction;

/** A mediator between two delegations that have never met: what crosses, what the source sees of it, and what doesn't cross. */
final class ConveyingNodesTest extends TwoCaucuses {
    private static final String SAID = "We could live with a day.\nOur capital says eighteen hours.";

    private long line;

    @BeforeEach
    void somethingSaid() {
        iran.say(withIran, SAID);
        line = iran.awaitText(withIran, SAID).index();
        oman.awaitText(withIran, SAID);
    }

    @Test
    void words_cross_to_the_letter_and_the_source_sees_what_went_to_whom() {
        Conveying.PassageView passage = mark("We could live with a day.", Caveat.VERBATIM);
        convey(passage, CrossedAs.VERBATIM, "something else that the mediator typed", false)
                .orThrow();

        Line.Passages brought = israel.awaitPassages(withIsrael, "line.convey-brought.verbatim");
        assertThat(brought.texts().getFirst().text()).isEqualTo("We could live with a day.");
        assertThat(brought.parts()).containsExactly("Oman", "Iran");
        Line.Passages record = iran.awaitPassages(withIran, "line.convey-crossed.verbatim");
        assertThat(record.texts().getFirst().text()).isEqualTo("We could live with a day.");
        assertThat(record.parts()).startsWith("Oman", "Israel");
        assertThat(record.texts().getFirst().parts())
                .as("by whose record these are the words")
                .containsExactly("Oman");
        assertThat(iran.desk().conveying().passages(withIran).getFirst().crossed())
                .isEqualTo(1);
        assertThat(oman.desk().conveying().corridor(withIran.table()).onTheWay())
                .isEmpty();
        assertThat(TestTable.keyOf(iran.desk().conveying().withdraw(withIran, passage.id())))
                .isEqualTo("convey.has-crossed");
    }

    @Test
    void nothing_leaves_against_its_caveat_and_nothing_without_one() {
        PassageView secret = mark("Our capital says eighteen hours.", Caveat.FOR_YOU_ONLY);
        for (CrossedAs as : CrossedAs.values()) {
            assertThat(TestTable.keyOf(convey(secret, as, "About a day.", false)))
                    .isEqualTo("convey.against-caveat");
        }
        PassageView asked = mark("We could live with a day.", Caveat.IF_ASKED);
        assertThat(TestTable.keyOf(convey(asked, CrossedAs.PARAPHRASE, "A day may do.", false)))
                .isEqualTo("convey.no-reason");
        assertThat(TestTable.keyOf(iran.desk()
                        .conveying()
                        .mark(
                                withIran,
                                line,
                                List.of(new Mark("We could live with an hour.", label(Caveat.VERBATIM))))))
                .isEqualTo("convey.not-in-message");
        assertThat(TestTable.keyOf(oman.desk()
                        .conveying()
                        .mark(withIran, line, List.of(new Mark("We could live with a day.", label(Caveat.VERBATIM))))))
                .as("under Rules by which nothing crosses unless its author says so")
                .isEqualTo("convey.denied");
        assertThat(oman.desk().conveying().corridor(withIran.table()).onTheWay())
                .isEmpty();
        assertThat(israel.texts(withIsrael)).isEmpty();
    }

    @Test
    void words_that_cross_in_substance_are_the_mediators_and_not_the_sources() {
        PassageView passage = mark("We could live with a day.", Caveat.IN_SUBSTANCE);
        for (boolean evenSo : List.of(false, true)) {
            assertThat(TestTable.keyOf(convey(passage, CrossedAs.PARAPHRASE, "we could live with a day", evenSo)))
                    .isEqualTo("convey.same-words");
        }
        String close = "They say that they could live with a day.";
        assertThat(TestTable.keyOf(convey(passage, CrossedAs.PARAPHRASE, close, false)))
                .isEqualTo("convey.repeats-substance");
        assertThat(oman.desk().conveying().corridor(table).onTheWay()).isEmpty();
        convey(passage, CrossedAs.PARAPHRASE, close, true).orThrow();
        Line.Passages brought = israel.awaitPassages(withIsrael, "line.convey-brought.paraphrase");
        assertThat(brought.texts().getFirst().text()).isEqualTo(close);
        assertThat(israel.finds("could live")).containsExactly(brought.index());
        assertThat(found(israel, "could live").carried())
                .as("a hit says whose words they are, as the room does")
                .contains(new Messages.Carried(brought.key(), brought.parts()));
        assertThat(found(iran, SAID).carried()).as("its own words").isEmpty();
    }

    private static Messages.Hit found(TestNode node, String words) {
        List<Messages.Hit> hits = new ArrayList<>();
        node.desk().messages().search(List.of(), words, hits::add).orThrow();
        return hits.getFirst();
    }

    @Test
    void an_idea_of_ones_own_follows_later_as_an_ordinary_message_without_a_link() throws Exception {
        PassageView passage = mark("We could live with a day.", Caveat.YOUR_OWN_IDEA);
        assertThat(TestTable.keyOf(convey(passage, CrossedAs.OWN, "Some could live with a day?", false)))
                .isEqualTo("convey.repeats");
        String raisedAs = "\u05d0\u05d5\u05dc\u05d9 \u05d9\u05de\u05de\u05d4?";
        oman.desk()
                .conveying()
                .convey(
                        withIran,
                        passage.id(),
                        new Bringing(withIsrael, CrossedAs.OWN, raisedAs, "he", Direction.RTL, "", false))
                .orThrow();

        Line.Passages record = iran.awaitPassages(withIran, "line.convey-crossed.own");
        assertThat(record.texts()).isEmpty();
        assertThat(record.parts().toString()).doesNotContain("Israel").doesNotContain(raisedAs);
        assertThat(crossed(record).wording())
                .as("not in the language of those who hear it")
                .isEqualTo(new Wording("", "en", Direction.LTR));
        oman.awaitPassages(withIran, "line.convey-crossed.own");
        assertThat(israel.texts(withIsrael)).isEmpty();
        oman.restart();
        assertThat(oman.desk().conveying().corridor(withIran.table()).onTheWay())
                .extracting(Conveying.OnTheWay::as)
                .containsExactly(CrossedAs.OWN);

        untilOmanSpeaks();
        Line.Message raised = israel.awaitText(withIsrael, raisedAs);
        assertThat(raised.content().language()).isEqualTo("he");
        assertThat(raised.content().inReplyTo()).isEmpty();
        assertThat(raised.authorName()).isEqualTo("Oman");
        assertThat(raised.byMediator()).isTrue();
        assertThat(oman.awaitText(withIran, SAID).byMediator()).isFalse();
        assertThat(raised.statedTime()).isAfterOrEqualTo(record.arrived().plus(DrawnPause.LEAST));
        assertThat(crossings())
                .as("its words and their link to the passage are erased")
                .isEmpty();
        assertThat(tellings())
                .singleElement()
                .as("sealed to its source")
                .satisfies(one -> assertThat(one.sealed().toHex())
                        .doesNotContain(Bytes.utf8(raisedAs).toHex()));

        untilOmanSpeaks();
        assertThat(iran.awaitPassages(withIran, "line.convey-raised")
                        .texts()
                        .getFirst()
                        .text())
                .isEqualTo(raisedAs);
        assertThat(tellings()).isEmpty();
    }

    @Test
    void an_idea_that_waits_for_its_hour_is_stopped_by_its_mediator_and_never_said() {
        PassageView passage = mark("We could live with a day.", Caveat.YOUR_OWN_IDEA);
        convey(passage, CrossedAs.OWN, "Would twenty-four hours be thinkable?", false)
                .orThrow();
        iran.awaitPassages(withIran, "line.convey-crossed.own");
        Conveying.OnTheWay waits = oman.await(
                "its record to count",
                desk -> desk.conveying().corridor(table).onTheWay().stream()
                        .filter(Conveying.OnTheWay::recorded)
                        .findFirst());
        assertThat(waits.passage()).isEqualTo(passage.id());
        assertThat(waits.fromName()).isEqualTo("With Iran");
        assertThat(waits.text().text()).isEqualTo("Would twenty-four hours be thinkable?");
        Duration until = oman.untilItsIdea(table);
        oman.desk().conveying().drop(table, waits.id()).orThrow();
        assertThat(TestTable.keyOf(oman.desk().conveying().drop(table, waits.id())))
                .isEqualTo("convey.not-held");
        toldAfter(until.plus(Duration.ofMinutes(5)));

        ahead.set(until);
        oman.say(withIsrael, "Good evening.");
        israel.awaitText(withIsrael, "Good evening.");
        assertThat(oman.desk().conveying().corridor(table).onTheWay()).isEmpty();
        assertThat(israel.texts(withIsrael)).containsExactly("Good evening.");
        untilOmanSpeaks();
        assertThat(iran.awaitPassages(withIran, "line.convey-not-raised").texts())
                .as("its source learns that, and nothing of the words")
                .isEmpty();
        assertThat(tellings()).isEmpty();
    }

    /** Its source is told at a moment that is drawn: not at the very one at which the idea would have been said. */
    private void toldAfter(Duration from) {
        oman.modified(work -> {
                    Tellings.putOff(work.tx, table, Tellings.of(work.tx, table).getFirst(), work.now.plus(from));
                    return Ok.done();
                })
                .orThrow();
    }

    @Test
    void an_idea_whose_hour_is_over_before_it_was_said_is_never_said_and_its_source_is_told() {
        Instant hour = Instant.now().plus(Duration.ofMinutes(4));
        iran.desk()
                .conveying()
                .mark(
                        withIran,
                        line,
                        List.of(new Mark(
                                "We could live with a day.", new Label(Caveat.YOUR_OWN_IDEA, "", Optional.of(hour)))))
                .orThrow();
        oman.awaitTrue("the passage", desk -> !passages(desk).isEmpty());
        convey(passages(oman.desk()).getFirst(), CrossedAs.OWN, "Would twenty-four hours be thinkable?", false)
                .orThrow();
        iran.awaitPassages(withIran, "line.convey-crossed.own");
        ahead.set(oman.untilItsIdea(table));
        oman.say(withIsrael, "Good evening.");
        israel.awaitText(withIsrael, "Good evening.");
        oman.awaitTrue("that it was let go", _ -> crossings().isEmpty());
        untilOmanSpeaks();
        assertThat(iran.awaitPassages(withIran, "line.convey-not-raised").texts())
                .isEmpty();
        assertThat(israel.texts(withIsrael)).containsExactly("Good evening.");
    }

    @Test
    void what_was_withdrawn_before_the_record_counts_doesnt_cross() {
        PassageView passage = mark("We could live with a day.", Caveat.VERBATIM);
        iran.desk().conveying().withdraw(withIran, passage.id()).orThrow();
        oman.awaitTrue(
                "the withdrawal",
                desk -> desk.conveying().corridor(withIran.table()).passages().isEmpty());
        assertThat(TestTable.keyOf(convey(passage, CrossedAs.VERBATIM, "", false)))
                .isEqualTo("convey.no-such-passage");
    }

    @Test
    void a_caveat_is_loosened_by_its_author_and_the_mediator_sees_the_new_condition() {
        PassageView passage = mark("We could live with a day.", Caveat.FOR_YOU_ONLY);
        iran.desk()
                .conveying()
                .relabel(withIran, passage.id(), new Label(Caveat.IN_EXCHANGE, "the list of names", Optional.empty()))
                .orThrow();
        oman.awaitTrue(
                "the new caveat", desk -> passages(desk).getFirst().label().caveat() == Caveat.IN_EXCHANGE);
        assertThat(passages(oman.desk()).getFirst().label().condition()).isEqualTo("the list of names");
        assertThat(passages(oman.desk()).getFirst().text().orElseThrow().text()).isEqualTo("We could live with a day.");
    }

    private ConveyEvent.Crossed crossed(Line.Passages record) {
        return iran.modified(work ->
                        Result.done(Told.conveyance(((LineRecord.Said) Ledger.line(work.tx, withIran, record.index())
                                                .orElseThrow()
                                                .line())
                                        .event())
                                .map(ConveyEvent.Crossed.class::cast)
                                .orElseThrow()))
                .orThrow();
    }

    private List<Crossings.Crossing> crossings() {
        return oman.modified(work -> Result.done(Crossings.of(work.tx, table))).orThrow();
    }

    private List<Tellings.Telling> tellings() {
        return oman.modified(work -> Result.done(Tellings.of(work.tx, table))).orThrow();
    }

    private PassageView mark(String text, Caveat caveat) {
        int before = passages(oman.desk()).size();
        iran.desk()
                .conveying()
                .mark(withIran, line, List.of(new Mark(text, label(caveat))))
                .orThrow();
        oman.awaitTrue("the passage", desk -> passages(desk).size() > before);
        iran.awaitTrue(
                "its own passage", desk -> desk.conveying().passages(withIran).size() > before);
        return passages(oman.desk()).getLast();
    }

    private List<PassageView> passages(Desk desk) {
        return desk.conveying().corridor(withIran.table()).passages();
    }

    private static Label label(Caveat caveat) {
        return new Label(caveat, caveat == Caveat.IN_EXCHANGE ? "the list" : "", Optional.empty());
    }

    private Result<?> convey(PassageView passage, CrossedAs as, String text, boolean evenSo) {
        return oman.desk()
                .conveying()
                .convey(withIran, passage.id(), new Bringing(withIsrael, as, text, "en", Direction.LTR, "", evenSo));
    }
}
