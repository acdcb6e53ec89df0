package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parley.base.Hash;
import parley.base.Result;
import parley.node.desk.Conveying.Bringing;
import parley.node.desk.Conveying.Label;
import parley.node.desk.Conveying.Mark;
import parley.node.desk.Conveying.OnTheWay;
import parley.node.desk.Conveying.PassageView;
import parley.node.desk.Suspending.Stopping;
import parley.node.engine.Crossings.Crossing;
import parley.talks.convey.Caveat;
import parley.talks.convey.CrossedAs;
import parley.talks.message.Direction;

/** Ideas that the mediator raises as its own, when what kept them back ends: a night with the device off, a suspension. */
final class IdeasApartNodesTest extends TwoCaucuses {
    private static final List<String> WORDS =
            List.of("A day.", "Two lists.", "The old pier.", "A joint letter.", "No flags.");
    private static final List<String> RAISED = List.of(
            "Would twenty-four hours do?",
            "Names could be exchanged both ways.",
            "Has anybody thought of the harbour?",
            "One text, signed twice?",
            "It could be a plain room.");

    @BeforeEach
    void decided() {
        String said = String.join("\n", WORDS);
        iran.say(withIran, said);
        long line = iran.awaitText(withIran, said).index();
        oman.awaitText(withIran, said);
        Label own = new Label(Caveat.YOUR_OWN_IDEA, "", Optional.empty());
        iran.desk()
                .conveying()
                .mark(
                        withIran,
                        line,
                        WORDS.stream().map(words -> new Mark(words, own)).toList())
                .orThrow();
        List<PassageView> passages = oman.await(
                "the passages",
                desk -> Optional.of(desk.conveying().corridor(table).passages())
                        .filter(all -> all.size() == WORDS.size()));
        for (int i = 0; i < WORDS.size(); i++) {
            oman.desk()
                    .conveying()
                    .convey(
                            withIran,
                            passages.get(i).id(),
                            new Bringing(withIsrael, CrossedAs.OWN, RAISED.get(i), "en", Direction.LTR, "", false))
                    .orThrow();
        }
        oman.awaitTrue(
                "the records",
                desk -> desk.conveying().corridor(table).onTheWay().stream().allMatch(OnTheWay::recorded));
    }

    @Test
    void what_missed_its_moment_while_the_node_was_off_comes_one_by_one() throws Exception {
        oman.stop();
        ahead.set(DrawnPause.MOST.plusHours(8));
        oman.restart();
        assertNoneIsSaidBeforeItsNewMoment();

        while (!ideas().isEmpty()) {
            List<Crossing> before = ideas();
            until(before.getFirst());
            oman.awaitTrue("one idea to be said or another moment", _ -> !ideas().contains(before.getFirst()));
            List<Hash> waiting = ideas().stream().map(Crossing::passage).toList();
            Instant now = now();
            List<Crossing> said = before.stream()
                    .filter(one -> !waiting.contains(one.passage()))
                    .toList();
            assertThat(said).as("each at its own moment").allMatch(one -> !due(one).isAfter(now));
            said.forEach(one -> israel.awaitText(withIsrael, one.wording().text()));
        }
        assertThat(israel.texts(withIsrael)).containsAll(RAISED);
    }

    @Test
    void what_a_suspended_room_refused_comes_later_at_a_moment_of_its_own() {
        oman.desk()
                .suspending()
                .suspend(withIsrael, new Stopping("A holiday.", 9))
                .orThrow();
        var stop = israel.await(
                "the suspension",
                desk -> desk.suspending().suspension(withIsrael).orThrow().stop());
        ahead.set(DrawnPause.MOST);
        oman.say(withIran, "Good evening.");
        oman.awaitTrue("other moments", _ -> ideas().stream().allMatch(this::laterOn));
        untilOmanSpeaks();
        oman.awaitTrue(
                "another moment for what was refused", _ -> ideas().stream().allMatch(this::laterOn));

        // One whose moment comes just as the talks go on would rightly be said. Until then each is put off.
        while (due(ideas().getFirst()).isBefore(now().plus(Duration.ofMinutes(2)))) {
            untilOmanSpeaks();
            oman.awaitTrue("another moment", _ -> ideas().stream().allMatch(this::laterOn));
        }
        // Whoever stopped the talks lets them go on alone.
        oman.desk().suspending().resume(withIsrael, stop.id()).orThrow();
        oman.awaitTrue(
                "the end",
                desk -> desk.suspending()
                        .suspension(withIsrael)
                        .orThrow()
                        .stop()
                        .isEmpty());
        assertNoneIsSaidBeforeItsNewMoment();
        String first = ideas().getFirst().wording().text();
        untilOmanSpeaks();
        israel.awaitText(withIsrael, first);
    }

    /** Past this one's moment; what is told to the source meanwhile counts for nothing here. */
    private void until(Crossing one) {
        Duration until = Duration.between(now(), due(one)).plusMillis(1);
        ahead.further(until.isNegative() ? Duration.ZERO : until);
        oman.say(withIran, "Good evening.");
    }

    private void assertNoneIsSaidBeforeItsNewMoment() {
        oman.awaitTrue("other moments", _ -> ideas().stream().allMatch(this::laterOn));
        oman.say(withIsrael, "Good morning.");
        israel.awaitText(withIsrael, "Good morning.");
        assertThat(ideas()).hasSize(RAISED.size());
        assertThat(israel.texts(withIsrael)).doesNotContainAnyElementsOf(RAISED);
        assertThat(ideas().stream().map(IdeasApartNodesTest::due))
                .allMatch(due -> due.isBefore(now().plus(DrawnPause.MOST_ANEW)))
                .doesNotHaveDuplicates();
    }

    private boolean laterOn(Crossing one) {
        return due(one).isAfter(now());
    }

    private Instant now() {
        return Instant.now().plus(ahead.get());
    }

    private static Instant due(Crossing one) {
        return one.due().orElseThrow();
    }

    /** What waits, what comes first first. */
    private List<Crossing> ideas() {
        return oman.modified(work -> Result.done(Crossings.of(work.tx, table).stream()
                        .sorted(Comparator.comparing(IdeasApartNodesTest::due))
                        .toList()))
                .orThrow();
    }
}
