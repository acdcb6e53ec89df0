package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.node.desk.Soundings.Question;
import parley.node.desk.Soundings.Sounding;
import parley.node.desk.Soundings.State;
import parley.talks.message.Direction;
import parley.talks.sounding.SoundingKind;

/** Under Rules that erase texts sooner than the hour of a question comes. */
final class SoundingRetentionTest {
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    private Path folder;

    private final Ahead ahead = new Ahead();

    @Test
    void a_question_stands_until_its_hour_and_goes_a_day_after_its_end() throws Exception {
        try (TestTable talks = new TestTable(folder)) {
            TestNode oman = talks.node("oman", ahead);
            TestNode iran = talks.node("iran", ahead);
            TestNode israel = talks.node("israel", ahead);
            List<TestNode> all = List.of(oman, iran, israel);
            TestTable.Caucuses met = talks.caucuses(TestTable.ANSWERED.withRetentionDays(1), oman, iran, israel);
            oman.desk()
                    .soundings()
                    .ask(
                            met.table(),
                            new Question(
                                    SoundingKind.MEET,
                                    "In Muscat?",
                                    "en",
                                    Direction.LTR,
                                    List.of(
                                            met.withIran().room(),
                                            met.withIsrael().room()),
                                    Instant.now().plus(DAY.multipliedBy(3))))
                    .orThrow();
            for (TestNode one : all) {
                one.awaitTrue("the question", _ -> !soundings(one, met).isEmpty());
            }

            jump(DAY.plusHours(1), oman, met, all);
            for (TestNode one : all) {
                assertThat(soundings(one, met))
                        .extracting(Sounding::state)
                        .as("a day later, and open")
                        .containsExactly(State.OPEN);
            }

            jump(DAY.multipliedBy(3).plusHours(1), oman, met, all);
            for (TestNode one : all) {
                one.awaitTrue(
                        "its end", _ -> soundings(one, met).stream().anyMatch(each -> each.state() == State.NOT_NOW));
            }

            jump(DAY.multipliedBy(4).plusHours(2), oman, met, all);
            for (TestNode one : all) {
                one.awaitTrue("that it is erased", _ -> soundings(one, met).isEmpty());
            }
        }
    }

    /** People are at their devices when it is later, and each node has looked. */
    private void jump(Duration to, TestNode oman, TestTable.Caucuses met, List<TestNode> all) {
        ahead.leapTo(to, () -> all.forEach(one -> one.node().gate().touch()));
        String text = "It is " + to + " later.";
        oman.say(met.withIran(), text);
        oman.say(met.withIsrael(), text);
        all.get(1).awaitText(met.withIran(), text);
        all.get(2).awaitText(met.withIsrael(), text);
    }

    private static List<Sounding> soundings(TestNode node, TestTable.Caucuses met) {
        return node.desk().soundings().list(met.table());
    }
}
