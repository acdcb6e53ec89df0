package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parley.base.Ok;
import parley.base.Principal;
import parley.base.Role;
import parley.node.desk.Conveying.Bringing;
import parley.node.desk.Conveying.Label;
import parley.node.desk.Conveying.Mark;
import parley.node.desk.Conveying.OnTheWay;
import parley.node.desk.Conveying.PassageView;
import parley.node.desk.Line;
import parley.talks.convey.Caveat;
import parley.talks.convey.ConveyEvent.Wording;
import parley.talks.convey.CrossedAs;
import parley.talks.message.Direction;

/** Words of which the record says that they cross, and which this node then doesn't say in the other room because codes with its reader differed. */
final class RefusedCrossingsNodesTest extends TwoCaucuses {
    private static final String SAID = "We could live with a day.";

    private PassageView passage;

    @BeforeEach
    void recordedAndNotSaid() {
        iran.say(withIran, SAID);
        long line = iran.awaitText(withIran, SAID).index();
        oman.awaitText(withIran, SAID);
        Optional<Instant> hour = Optional.of(Instant.now().plus(Duration.ofHours(1)));
        iran.desk()
                .conveying()
                .mark(withIran, line, List.of(new Mark(SAID, new Label(Caveat.VERBATIM, "", hour))))
                .orThrow();
        passage = oman.await(
                "the passage",
                desk -> desk.conveying().passages(withIran).stream().findFirst());
        oman.desk()
                .conveying()
                .convey(
                        withIran,
                        passage.id(),
                        new Bringing(withIsrael, CrossedAs.VERBATIM, "", "en", Direction.LTR, "", false))
                .orThrow();
        awaitKey(israel, "line.convey-brought.verbatim");
        awaitKey(iran, "line.convey-crossed.verbatim");
        found(false);
        recordedAgain();
        oman.say(withIran, "Good day.");
        iran.awaitText(withIran, "Good day.");
        assertThat(oman.desk().conveying().corridor(table).onTheWay()).hasSize(1);
    }

    @Test
    void what_its_mediator_stops_is_not_said_and_its_source_is_told() {
        OnTheWay waits = oman.desk().conveying().corridor(table).onTheWay().getFirst();
        assertThat(waits.mayStop()).isTrue();
        assertThat(waits.ownIdea()).isFalse();
        oman.desk().conveying().drop(table, waits.id()).orThrow();
        assertThat(oman.desk().conveying().corridor(table).onTheWay()).isEmpty();
        assertNotSaid();
        assertThat(awaitKey(oman, "line.convey-raised-sealed").texts())
                .as("nobody but the source reads which")
                .isEmpty();
    }

    @Test
    void what_its_room_refuses_past_its_hour_is_not_said_and_its_source_is_told() {
        ahead.set(Duration.ofMinutes(61));
        found(true);
        assertNotSaid();
    }

    @Test
    void what_its_room_takes_later_is_said_then_and_its_source_is_told_when() {
        ahead.set(CrossingProcess.WITH_ITS_RECORD.plusMinutes(1));
        found(true);
        Line.Beside told = awaitKey(iran, "line.convey-said-later").texts().getFirst();
        assertThat(told.text()).isEqualTo(SAID);
        assertThat(told.key()).isEqualTo("beside.said-later.verbatim");
        assertThat(told.when().orElseThrow()).isAfter(Instant.now().plus(CrossingProcess.WITH_ITS_RECORD));
        israel.awaitTrue("the words", _ -> brought() == 2);
    }

    private void assertNotSaid() {
        Line.Beside told = awaitKey(iran, "line.convey-not-said").texts().getFirst();
        assertThat(told.text()).isEqualTo(SAID);
        assertThat(told.key()).isEqualTo("beside.not-said.verbatim");
        assertThat(told.when()).isEmpty();
        assertThat(brought()).as("the one before").isEqualTo(1);
    }

    /** What this node keeps when codes are found to differ between the record and the words. */
    private void recordedAgain() {
        oman.modified(work -> {
                    Crossings.add(
                            work.tx,
                            table,
                            new Crossings.Crossing(
                                    withIran.room(),
                                    1,
                                    withIsrael.room(),
                                    passage.id(),
                                    CrossedAs.VERBATIM,
                                    Optional.of(new Principal(passage.author(), passage.authorName(), Role.PARTY)),
                                    new Wording(SAID, "en", Direction.LTR),
                                    Optional.empty(),
                                    Optional.of(work.now),
                                    false));
                    return Ok.done();
                })
                .orThrow();
    }

    /** Codes with Israel differed, or were all the same: into a room in which somebody reads whose codes differ nothing goes. */
    private void found(boolean same) {
        oman.desk()
                .people()
                .compared(table, oman.known(table, "Israel"), same, "in person")
                .orThrow();
        oman.say(withIran, "Good evening.");
    }

    private long brought() {
        return israel.passages(withIsrael).stream()
                .filter(key -> key.startsWith("line.convey-brought."))
                .count();
    }

    private Line.Passages awaitKey(TestNode node, String key) {
        return node.awaitPassages(node == israel ? withIsrael : withIran, key);
    }
}
