package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.node.desk.Conveying.Bringing;
import parley.node.desk.Conveying.Label;
import parley.node.desk.Conveying.Mark;
import parley.node.desk.Conveying.PassageView;
import parley.talks.convey.Caveat;
import parley.talks.convey.CrossedAs;
import parley.talks.message.Direction;
import parley.talks.rules.Confidentiality;
import parley.talks.rules.Conveying;
import parley.talks.rules.Rules;

/** Under Rules that let a mediator put unmarked words in substance: it takes them up in sight of who said them. */
final class OpeningNodesTest {
    private static final String SAID = "We could live with a day.";
    private static final Rules OPEN =
            Rules.standard().withConfidentiality(Confidentiality.STANDARD.withConveyance(Conveying.IN_SUBSTANCE));

    @TempDir
    private Path folder;

    @Test
    void it_takes_them_up_and_their_author_sees_it_and_stops_the_next() throws Exception {
        try (TestTable talks = new TestTable(folder)) {
            TestNode oman = talks.node("oman");
            TestNode iran = talks.node("iran");
            TestNode israel = talks.node("israel");
            TestTable.Caucuses met = talks.caucuses(OPEN, oman, iran, israel);
            iran.say(met.withIran(), SAID);
            long line = oman.awaitText(met.withIran(), SAID).index();
            assertThat(TestTable.keyOf(oman.desk()
                            .conveying()
                            .mark(met.withIran(), line, List.of(mark("We could live with an hour.")))))
                    .isEqualTo("convey.not-in-message");
            oman.desk()
                    .conveying()
                    .mark(met.withIran(), line, List.of(mark(SAID)))
                    .orThrow();
            oman.awaitTrue(
                    "the passage",
                    now -> !now.conveying().passages(met.withIran()).isEmpty());
            PassageView passage =
                    oman.desk().conveying().passages(met.withIran()).getFirst();
            assertThat(passage.authorName()).isEqualTo("Iran");
            assertThat(passage.label().caveat())
                    .as("what was asked for doesn't count: the Rules give the label")
                    .isEqualTo(Caveat.IN_SUBSTANCE);
            assertThat(passage.text().orElseThrow().text()).isEqualTo(SAID);
            oman.desk()
                    .conveying()
                    .convey(
                            met.withIran(),
                            passage.id(),
                            new Bringing(
                                    met.withIsrael(),
                                    CrossedAs.PARAPHRASE,
                                    "A day may do.",
                                    "en",
                                    Direction.LTR,
                                    "",
                                    false))
                    .orThrow();
            israel.awaitTrue(
                    "what was brought",
                    _ -> israel.passages(met.withIsrael()).contains("line.convey-brought.paraphrase"));
            iran.awaitPassages(met.withIran(), "line.convey-opened");
            iran.awaitPassages(met.withIran(), "line.convey-crossed.paraphrase");

            iran.say(met.withIran(), "Perhaps two.");
            long next = oman.awaitText(met.withIran(), "Perhaps two.").index();
            oman.desk()
                    .conveying()
                    .mark(met.withIran(), next, List.of(mark("Perhaps two.")))
                    .orThrow();
            iran.awaitTrue(
                    "the second passage",
                    now -> now.conveying().passages(met.withIran()).size() == 2);
            PassageView second =
                    iran.desk().conveying().passages(met.withIran()).getLast();
            iran.desk().conveying().withdraw(met.withIran(), second.id()).orThrow();
            oman.awaitTrue(
                    "that it is stopped",
                    now -> now.conveying()
                                    .passages(met.withIran())
                                    .getLast()
                                    .label()
                                    .caveat()
                            == Caveat.FOR_YOU_ONLY);
            assertThat(TestTable.keyOf(
                            oman.desk().conveying().mark(met.withIran(), next, List.of(mark("Perhaps two.")))))
                    .isEqualTo("convey.labelled");
        }
    }

    private static Mark mark(String text) {
        return new Mark(text, new Label(Caveat.VERBATIM, "", Optional.empty()));
    }
}
