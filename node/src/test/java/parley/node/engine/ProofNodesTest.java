package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Principal;
import parley.base.Result;
import parley.base.Role;
import parley.node.desk.Conveying.Bringing;
import parley.node.desk.Conveying.Label;
import parley.node.desk.Conveying.Mark;
import parley.node.desk.Conveying.PassageView;
import parley.node.desk.Conveying.Reader;
import parley.node.desk.Line;
import parley.node.desk.RoomRef;
import parley.talks.convey.Caveat;
import parley.talks.convey.ConveyEvent;
import parley.talks.convey.ConveyEvent.Wording;
import parley.talks.convey.Conveyance;
import parley.talks.convey.CrossedAs;
import parley.talks.convey.Evidence;
import parley.talks.message.Direction;
import parley.talks.message.MessageKind;
import parley.talks.practice.ReaderProof;
import parley.talks.room.RoomEvent;
import parley.talks.rules.RoomKind;

/**
 * A proof of words over a real relay: what the reader's node says of what a mediator brings, whose node is modified where a test
 * says so. Iran and Israel have a caucus each, and meet in a plenary where a test founds one.
 */
@Tag("wide")
final class ProofNodesTest extends TwoCaucuses {
    private static final String OURS = "We could live with a day.";
    private static final String OTHERS = "We could live with two days.";

    private long line;

    @BeforeEach
    void somethingSaid() {
        iran.say(withIran, OURS);
        line = iran.awaitText(withIran, OURS).index();
        oman.awaitText(withIran, OURS);
    }

    @Test
    void who_never_met_gets_words_without_a_proof_and_is_told_so() {
        PassageView passage = mark();
        assertThat(passage.provenTo()).isEmpty();
        convey(passage);
        assertThat(brought("")).isNotNull();
    }

    @Test
    void who_met_gets_a_proof_that_holds_and_says_more_once_codes_were_compared() throws Exception {
        plenary();
        PassageView passage = markProven();
        iran.stop();
        convey(passage);
        assertThat(brought(".vouched").parts()).containsExactly("Oman", "Iran");
        iran.restart();
        TestTable.compare(table, iran, "Iran", israel, "Israel");
        assertThat(brought(".checked").texts().getFirst().text()).isEqualTo(OURS);
        assertThat(noteAt(oman, withIsrael)).isEqualTo("beside.brought.verbatim.carried");
    }

    @Test
    void a_mediators_node_that_changes_the_words_is_found_out() {
        plenary();
        PassageView passage = markProven();
        ReaderProof proof = proof(passage);
        forge(OTHERS, "Iran", new Evidence(passage.id(), List.of(proof)));
        assertThat(found(1)).containsExactly(".fails");
        assertThat(brought(".fails").texts().getFirst().text()).isEqualTo(OTHERS);
    }

    @Test
    void a_mediators_node_cant_make_a_proof_of_its_own_or_leave_the_readers_out_unseen() {
        plenary();
        PassageView passage = markProven();
        ReaderProof proof = proof(passage);
        forge(
                OURS,
                "Iran",
                new Evidence(passage.id(), List.of(new ReaderProof(proof.reader(), proof.keys(), Hash.of("made-up")))));
        assertThat(found(1)).containsExactly(".fails");
        forge(
                OURS,
                "Iran",
                new Evidence(passage.id(), List.of(new ReaderProof(proof.reader(), Hash.of("other"), proof.tag()))));
        assertThat(found(2)).endsWith(".other-keys");
        forge(
                OURS,
                "Iran",
                new Evidence(
                        passage.id(), List.of(new ReaderProof(oman.known(table, "Iran"), proof.keys(), proof.tag()))));
        assertThat(found(3)).endsWith(".for-others");
    }

    @Test
    void words_that_one_proved_are_not_brought_as_proven_words_of_another() {
        plenary();
        PassageView passage = markProven();
        ReaderProof proof = proof(passage);
        forge(
                OURS,
                new Principal(oman.known(table, "Iran"), "Syria", Role.PARTY),
                new Evidence(passage.id(), List.of(proof)));
        assertThat(found(1)).containsExactly(".fails");
    }

    @Test
    void a_genuine_proof_doesnt_fit_another_passage_and_shows_when_it_is_brought_again() {
        plenary();
        PassageView passage = markProven();
        ReaderProof proof = proof(passage);
        forge(OURS, "Iran", new Evidence(Hash.of("another-passage"), List.of(proof)));
        assertThat(found(1)).containsExactly(".fails");
        convey(passage);
        assertThat(found(2)).endsWith(".vouched");
        iran.awaitTrue(
                "the record",
                desk -> desk.conveying().passages(withIran).getFirst().crossed() == 1);
        forge(OURS, "Iran", new Evidence(passage.id(), List.of(proof)));
        assertThat(found(3)).endsWith(".vouched");
        assertThat(israel.passages(withIsrael)).endsWith("line.convey-brought.verbatim-again");
        assertThat(iran.desk().conveying().passages(withIran).getFirst().crossed())
                .as("the source sees what the record says, and there is none of this")
                .isEqualTo(1);
    }

    @Test
    void for_whom_the_mediator_never_saw_it_meet_a_person_asks() {
        TestTable.pairSeated(iran, table, "Iran", israel, "Israel");
        TestTable.compare(table, iran, "Iran", israel, "Israel");
        PassageView passage = mark();
        PassageView own = iran.desk().conveying().passages(withIran).getFirst();
        assertThat(own.mayProveTo()).extracting(Reader::name).containsExactly("Israel");
        assertThat(own.provenTo()).isEmpty();
        iran.desk()
                .conveying()
                .prove(withIran, passage.id(), own.mayProveTo().getFirst().id())
                .orThrow();
        convey(awaitProven());
        brought(".checked");
    }

    @Test
    void one_more_passage_than_may_wait_is_proven_like_the_others_once_some_have_crossed() {
        TestTable.pairSeated(iran, table, "Iran", israel, "Israel");
        TestTable.compare(table, iran, "Iran", israel, "Israel");
        iran.desk()
                .conveying()
                .mark(withIran, line, List.of(new Mark(OURS, new Label(Caveat.FOR_YOU_ONLY, "", Optional.empty()))))
                .orThrow();
        Mark verbatim = new Mark(OURS, new Label(Caveat.VERBATIM, "", Optional.empty()));
        for (int i = 0; i < Conveyance.MOST_EACH / Conveyance.MOST_AT_ONCE; i++) {
            iran.desk()
                    .conveying()
                    .mark(withIran, line, Collections.nCopies(Conveyance.MOST_AT_ONCE, verbatim))
                    .orThrow();
        }
        convey(awaitPassages(oman, 1 + Conveyance.MOST_EACH).getLast());
        iran.awaitTrue(
                "that it crossed",
                desk -> desk.conveying().passages(withIran).getLast().crossed() == 1);
        PassageView loosened = iran.desk().conveying().passages(withIran).getFirst();
        iran.desk()
                .conveying()
                .relabel(withIran, loosened.id(), new Label(Caveat.VERBATIM, "", Optional.empty()))
                .orThrow();
        PassageView own = iran.await(
                "that it may be proven",
                desk -> desk.conveying().passages(withIran).stream()
                        .filter(one -> one.id().equals(loosened.id())
                                && !one.mayProveTo().isEmpty())
                        .findFirst());
        iran.desk()
                .conveying()
                .prove(withIran, own.id(), own.mayProveTo().getFirst().id())
                .orThrow();
        assertThat(awaitProven().id()).isEqualTo(own.id());
    }

    private List<PassageView> awaitPassages(TestNode node, int count) {
        return node.await(
                count + " passages",
                desk -> Optional.of(desk.conveying().passages(withIran)).filter(all -> all.size() == count));
    }

    @Test
    void the_source_of_an_idea_learns_later_when_and_in_which_words_it_was_raised_and_nobody_else_does() {
        PassageView passage = mark(Caveat.YOUR_OWN_IDEA);
        oman.desk()
                .conveying()
                .convey(
                        withIran,
                        passage.id(),
                        new Bringing(
                                withIsrael,
                                CrossedAs.OWN,
                                "Would twenty-four hours be thinkable?",
                                "en",
                                Direction.LTR,
                                "",
                                false))
                .orThrow();
        oman.awaitPassages(withIran, "line.convey-crossed.own");
        untilOmanSpeaks();
        Line.Message raised = israel.awaitText(withIsrael, "Would twenty-four hours be thinkable?");
        assertThat(iran.passages(withIran)).doesNotContain("line.convey-raised");
        assertThat(bytes(israel, withIsrael, raised.index()))
                .as("to the last byte an ordinary message, whatever the source said")
                .isEqualTo(TestNode.said(
                                MessageKind.STATEMENT, "Would twenty-four hours be thinkable?", raised.statedTime())
                        .encoded());

        untilOmanSpeaks();
        Line.Passages told = iran.awaitPassages(withIran, "line.convey-raised");
        assertThat(told.texts().getFirst().text()).isEqualTo("Would twenty-four hours be thinkable?");
        assertThat(told.texts().getFirst().when()).contains(raised.statedTime());
        assertThat(oman.awaitPassages(withIran, "line.convey-raised-sealed").texts())
                .as("the mediator's own node can't read what it sealed")
                .isEmpty();
    }

    private void plenary() {
        TestTable.found(table, "All", RoomKind.PLENARY, TestTable.ANSWERED, oman, iran, israel);
        iran.awaitTrue("that they met", desk -> desk.people().list(table).size() == 2);
        israel.awaitTrue("that they met", desk -> desk.people().list(table).size() == 2);
    }

    private PassageView mark() {
        return mark(Caveat.VERBATIM);
    }

    private PassageView mark(Caveat caveat) {
        iran.desk()
                .conveying()
                .mark(withIran, line, List.of(new Mark(OURS, new Label(caveat, "", Optional.empty()))))
                .orThrow();
        iran.awaitTrue(
                "its own passage", desk -> !desk.conveying().passages(withIran).isEmpty());
        return oman.await(
                "the passage",
                desk -> desk.conveying().passages(withIran).stream().findFirst());
    }

    private PassageView markProven() {
        mark();
        return awaitProven();
    }

    private PassageView awaitProven() {
        return oman.await(
                "the proof",
                desk -> desk.conveying().passages(withIran).stream()
                        .filter(one -> !one.provenTo().isEmpty())
                        .findFirst());
    }

    private void convey(PassageView passage) {
        oman.desk()
                .conveying()
                .convey(
                        withIran,
                        passage.id(),
                        new Bringing(withIsrael, CrossedAs.VERBATIM, "", "en", Direction.LTR, "", false))
                .orThrow();
    }

    /** The proof for Israel, as the mediator's node holds it. */
    private ReaderProof proof(PassageView passage) {
        return oman.modified(work -> work.inRoom(
                        withIran,
                        (seat, sheet) -> Result.done(PassageViews.proofs(
                                        work.tx,
                                        withIran,
                                        TalkFold.talk(seat.room(withIran.room())
                                                        .orElseThrow()
                                                        .state())
                                                .conveyance()
                                                .passage(passage.id())
                                                .orElseThrow())
                                .getFirst())))
                .orThrow();
    }

    /** A modified node of the mediator seals what its Acts would never say. */
    private void forge(String text, String from, Evidence evidence) {
        Principal source = oman.desk().people().list(table).stream()
                .filter(one -> one.name().equals(from))
                .map(one -> new Principal(one.id(), one.name(), one.role()))
                .findFirst()
                .orElseThrow();
        forge(text, source, evidence);
    }

    private void forge(String text, Principal source, Evidence evidence) {
        ConveyEvent forged = new ConveyEvent.Conveyed(
                CrossedAs.VERBATIM, source, new Wording(text, "en", Direction.LTR), Optional.of(evidence));
        oman.modified(work -> work.inRoom(
                        withIsrael,
                        (seat, sheet) -> seat.say(
                                        work.tx,
                                        withIsrael.room(),
                                        new RoomEvent.OfConveyance(forged).encoded(),
                                        work.now)
                                .map(ticket -> Ok.OK)))
                .orThrow();
    }

    private Line.Passages brought(String verdict) {
        return israel.await(
                "beside.brought.verbatim" + verdict,
                _ -> israel.lines(withIsrael, Line.Passages.class).stream()
                        .filter(one -> !one.texts().isEmpty()
                                && one.texts().getFirst().key().equals("beside.brought.verbatim" + verdict))
                        .findFirst());
    }

    /** What the reader's node found about each of so many things that were brought, as soon as it has looked at all. */
    private List<String> found(int brought) {
        return israel.await(
                brought + " findings",
                _ -> Optional.of(israel.lines(withIsrael, Line.Passages.class).stream()
                                .flatMap(one -> one.texts().stream())
                                .map(one -> one.key().replace("beside.brought.verbatim", ""))
                                .toList())
                        .filter(all -> all.size() == brought && !all.contains(".waiting")));
    }

    private static Bytes bytes(TestNode node, RoomRef room, long index) {
        return node.modified(work -> Result.done(Ledger.line(work.tx, room, index)
                                        .orElseThrow()
                                        .line()))
                                .orThrow()
                        instanceof LineRecord.Said said
                ? said.event()
                : Bytes.EMPTY;
    }

    private static String noteAt(TestNode node, RoomRef room) {
        return node.await(
                "what was brought",
                _ -> node.lines(room, Line.Passages.class).stream()
                        .flatMap(one -> one.texts().stream())
                        .map(Line.Beside::key)
                        .findFirst());
    }
}
