package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.Role;
import parley.base.Secret;
import parley.node.Node;
import parley.node.desk.Conveying.Bringing;
import parley.node.desk.Conveying.Label;
import parley.node.desk.Conveying.Mark;
import parley.node.desk.Conveying.OnTheWay;
import parley.node.desk.Line;
import parley.node.desk.Soundings;
import parley.talks.convey.Caveat;
import parley.talks.convey.ConveyEvent;
import parley.talks.convey.ConveyEvent.Wording;
import parley.talks.convey.CrossedAs;
import parley.talks.message.Direction;
import parley.talks.room.RoomEvent;
import parley.talks.sounding.SoundingAnswer;
import parley.talks.sounding.SoundingEvent;
import parley.talks.sounding.SoundingKind;

/**
 * A mediator's modified node over a real relay seals what its Acts refuse: every node, its own included, refuses the same and shows
 * why. And what a mediator's node that comes back from a backup does with what was on its way.
 */
@Tag("wide")
final class HostileMediatorNodesTest extends TwoCaucuses {
    private static final String SAID = "Our capital says eighteen hours.";

    private long line;

    @BeforeEach
    void somethingSaid() {
        iran.say(withIran, SAID);
        line = iran.awaitText(withIran, SAID).index();
        oman.awaitText(withIran, SAID);
    }

    @Test
    void a_record_against_the_caveat_counts_on_no_node_and_each_says_why() {
        Hash passage = mark(Caveat.FOR_YOU_ONLY);
        oman.seal(withIran, new RoomEvent.OfConveyance(crossed(passage)));
        for (TestNode node : List.of(oman, iran)) {
            assertThat(node.refusal(withIran)).containsExactly("Oman", "convey.against-caveat");
        }
        assertThat(iran.desk().conveying().passages(withIran).getFirst().crossed())
                .isZero();
    }

    @Test
    void a_passage_that_was_withdrawn_is_used_again_by_no_record() {
        Hash passage = mark(Caveat.VERBATIM);
        iran.desk().conveying().withdraw(withIran, passage).orThrow();
        oman.awaitTrue(
                "the withdrawal", desk -> desk.conveying().passages(withIran).isEmpty());
        oman.seal(withIran, new RoomEvent.OfConveyance(crossed(passage)));
        for (TestNode node : List.of(oman, iran)) {
            assertThat(node.refusal(withIran)).containsExactly("Oman", "convey.no-such-passage");
        }
    }

    @Test
    void the_very_words_under_the_name_of_a_paraphrase_are_shown_as_that_to_their_author() {
        Hash passage = mark(Caveat.IN_SUBSTANCE);
        oman.seal(withIran, new RoomEvent.OfConveyance(paraphrased(passage, "Some eighteen hours, we hear.")));
        iran.await("a paraphrase", _ -> beside(iran, "beside.crossed.paraphrase"));
        oman.seal(withIran, new RoomEvent.OfConveyance(paraphrased(passage, "our capital says: EIGHTEEN hours")));
        assertThat(iran.await("the very words", _ -> beside(iran, "beside.crossed.paraphrase.same-words"))
                        .parts())
                .containsExactly("Oman");
    }

    @Test
    void somebody_whose_code_differs_is_told_nothing_more_and_loses_what_it_was_given() {
        Hash passage = mark(Caveat.VERBATIM);
        iran.desk()
                .people()
                .compared(table, iran.known(table, "Oman"), false, "by telephone")
                .orThrow();
        List<Mark> more = List.of(new Mark(SAID, new Label(Caveat.IN_SUBSTANCE, "", Optional.empty())));
        assertThat(TestTable.keyOf(iran.desk().conveying().mark(withIran, line, more)))
                .isEqualTo("message.reader-differed");
        assertThat(TestTable.keyOf(iran.desk()
                        .conveying()
                        .relabel(withIran, passage, new Label(Caveat.IN_SUBSTANCE, "", Optional.empty()))))
                .isEqualTo("message.reader-differed");
        iran.desk().conveying().withdraw(withIran, passage).orThrow();
    }

    @Test
    void words_of_one_who_sits_here_are_brought_in_nobodys_name_but_its_own() {
        Principal disguised =
                new Principal(israel.desk().tables().table(table).orElseThrow().self(), "Iran", Role.PARTY);
        oman.seal(
                withIsrael,
                new RoomEvent.OfConveyance(new ConveyEvent.Conveyed(
                        CrossedAs.VERBATIM, disguised, new Wording("We agree.", "en", Direction.LTR))));
        for (TestNode node : List.of(oman, israel)) {
            assertThat(node.refusal(withIsrael)).containsExactly("Oman", "convey.from-a-party");
        }
    }

    @Test
    void nobody_answers_a_sounding_for_a_party() {
        Hash asked = oman.desk()
                .soundings()
                .ask(
                        table,
                        new Soundings.Question(
                                SoundingKind.MEET,
                                "",
                                "en",
                                Direction.LTR,
                                List.of(withIran.room(), withIsrael.room()),
                                Instant.now().plus(Duration.ofHours(1))))
                .orThrow();
        iran.awaitTrue("the question", desk -> !desk.soundings().list(table).isEmpty());
        oman.seal(withIran, new RoomEvent.OfSounding(new SoundingEvent.Answered(asked, SoundingAnswer.YES)));
        List<String> seen = oman.refusal(withIran);
        assertThat(seen).startsWith("Oman").hasSize(2);
        assertThat(iran.refusal(withIran)).isEqualTo(seen);
        assertThat(iran.desk().soundings().list(table).getFirst().parties())
                .allMatch(party -> party.answer().isEmpty());
    }

    @Test
    void what_was_on_its_way_comes_back_with_a_backup_and_waits_for_a_person() throws Exception {
        Hash passage = mark(Caveat.YOUR_OWN_IDEA);
        oman.desk()
                .conveying()
                .convey(
                        withIran,
                        passage,
                        new Bringing(
                                withIsrael, CrossedAs.OWN, "Would a day be thinkable?", "en", Direction.LTR, "", false))
                .orThrow();
        oman.awaitTrue(
                "the record",
                desk -> desk.conveying().corridor(table).onTheWay().stream().allMatch(OnTheWay::recorded));
        ByteArrayOutputStream backup = new ByteArrayOutputStream();
        oman.desk().keeping().backup(safe(), backup).orThrow();
        oman.stop();

        TestNode back = restored(backup.toByteArray());
        OnTheWay held = back.desk().conveying().corridor(table).onTheWay().getFirst();
        assertThat(held.held()).isTrue();
        assertThat(held.text().text()).isEqualTo("Would a day be thinkable?");
        assertThat(back.modified(work -> Result.done(
                                Crossings.of(work.tx, table).stream().allMatch(Crossings.Crossing::held)))
                        .orThrow())
                .as("no Process says it")
                .isTrue();
        back.desk().conveying().release(table, held.id()).orThrow();
        assertThat(back.desk().conveying().corridor(table).onTheWay())
                .extracting(OnTheWay::held)
                .containsExactly(false);
        back.desk().conveying().drop(table, held.id()).orThrow();
        assertThat(back.desk().conveying().corridor(table).onTheWay()).isEmpty();
        assertThat(israel.texts(withIsrael)).isEmpty();
    }

    private Hash mark(Caveat caveat) {
        iran.desk()
                .conveying()
                .mark(withIran, line, List.of(new Mark(SAID, new Label(caveat, "", Optional.empty()))))
                .orThrow();
        iran.awaitTrue(
                "its own passage", desk -> !desk.conveying().passages(withIran).isEmpty());
        return oman.await(
                        "the passage",
                        desk -> desk.conveying().passages(withIran).stream().findFirst())
                .id();
    }

    private Optional<Line.Beside> beside(TestNode node, String key) {
        return node.lines(withIran, Line.Passages.class).stream()
                .flatMap(one -> one.texts().stream())
                .filter(one -> one.key().equals(key))
                .findFirst();
    }

    private ConveyEvent crossed(Hash passage) {
        return crossed(passage, CrossedAs.VERBATIM, SAID);
    }

    private ConveyEvent paraphrased(Hash passage, String text) {
        return crossed(passage, CrossedAs.PARAPHRASE, text);
    }

    private ConveyEvent crossed(Hash passage, CrossedAs as, String text) {
        PrincipalId there = oman.known(table, "Israel");
        return new ConveyEvent.Crossed(
                passage,
                as,
                List.of(new Principal(there, "Israel", Role.PARTY)),
                new Wording(text, "en", Direction.LTR),
                "",
                0);
    }

    private TestNode restored(byte[] backup) throws Exception {
        try (Node node = TestNode.process(folder.resolve("oman-again"))) {
            node.gate()
                    .restore(new ByteArrayInputStream(backup), safe(), TestNode.passphrase())
                    .orThrow();
        }
        return talks.node("oman-again");
    }

    private static Secret safe() {
        return Secret.of(Bytes.utf8("a passphrase for the safe"));
    }
}
