package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import parley.base.Hash;
import parley.base.Principal;
import parley.base.Role;
import parley.node.desk.Conveying.Bringing;
import parley.node.desk.Conveying.Label;
import parley.node.desk.Conveying.Mark;
import parley.node.desk.Conveying.PassageView;
import parley.node.desk.Line;
import parley.talks.convey.Caveat;
import parley.talks.convey.ConveyEvent;
import parley.talks.convey.ConveyEvent.Wording;
import parley.talks.convey.CrossedAs;
import parley.talks.message.Direction;
import parley.talks.room.RoomEvent;

/** Passages whose hour is over by their author's clock, and a mediator whose clock, or word, says that it isn't. */
final class LapseNodesTest extends TwoCaucuses {
    private static final String SAID = "Our capital says eighteen hours.";
    private static final Duration HOUR = Duration.ofHours(1);

    private Hash passage;
    private Instant lapses;

    @Override
    boolean jumps(String node) {
        return node.equals("iran");
    }

    @BeforeEach
    void marked() {
        iran.say(withIran, SAID);
        long line = iran.awaitText(withIran, SAID).index();
        oman.awaitText(withIran, SAID);
        lapses = Instant.ofEpochMilli(Instant.now().plus(HOUR).toEpochMilli());
        iran.desk()
                .conveying()
                .mark(withIran, line, List.of(new Mark(SAID, new Label(Caveat.VERBATIM, "", Optional.of(lapses)))))
                .orThrow();
        PassageView seen = oman.await(
                "the passage",
                desk -> desk.conveying().passages(withIran).stream().findFirst());
        passage = seen.id();
        iran.awaitTrue(
                "its own passage", desk -> !desk.conveying().passages(withIran).isEmpty());
    }

    @Test
    void at_its_hour_a_passage_is_withdrawn_and_no_record_of_it_counts_whatever_time_it_states() {
        ahead.set(HOUR.minusMinutes(5));
        iran.say(withIran, "Good evening.");
        oman.awaitText(withIran, "Good evening.");
        assertThat(oman.desk().conveying().passages(withIran))
                .as("before its hour")
                .hasSize(1);

        ahead.set(HOUR.plusMinutes(1));
        iran.say(withIran, "Good night.");
        for (TestNode node : List.of(oman, iran)) {
            node.awaitTrue(
                    "the withdrawal",
                    desk -> desk.conveying().passages(withIran).isEmpty());
        }
        assertThat(crossings("line.convey-withdrawn")).hasSize(1);
        assertThat(TestTable.keyOf(oman.desk().conveying().convey(withIran, passage, verbatim())))
                .as("by a clock that is behind")
                .isEqualTo("convey.no-such-passage");
        oman.seal(withIran, backdated());
        for (TestNode node : List.of(oman, iran)) {
            assertThat(node.refusal(withIran)).containsExactly("Oman", "convey.no-such-passage");
        }
    }

    @Test
    void of_what_has_crossed_before_the_page_says_that_a_record_came_after_its_hour() {
        oman.desk().conveying().convey(withIran, passage, verbatim()).orThrow();
        iran.awaitTrue(
                "the record", _ -> crossings("line.convey-crossed.verbatim").size() == 1);

        ahead.set(HOUR.plusMinutes(1));
        iran.say(withIran, "Good night.");
        oman.awaitText(withIran, "Good night.");
        oman.seal(withIran, backdated());
        iran.awaitTrue(
                "the late record",
                _ -> crossings("line.convey-crossed.verbatim-late").size() == 1);
        assertThat(crossings("line.convey-crossed.verbatim"))
                .as("the one in time")
                .hasSize(1);
        assertThat(crossings("line.convey-withdrawn")).isEmpty();
    }

    private Bringing verbatim() {
        return new Bringing(withIsrael, CrossedAs.VERBATIM, "", "en", Direction.LTR, "", false);
    }

    private RoomEvent backdated() {
        return new RoomEvent.OfConveyance(new ConveyEvent.Crossed(
                passage,
                CrossedAs.VERBATIM,
                List.of(new Principal(oman.known(table, "Israel"), "Israel", Role.PARTY)),
                new Wording(SAID, "en", Direction.LTR),
                "",
                lapses.minusSeconds(60).toEpochMilli()));
    }

    /** What Iran's page says of the passage under a key. */
    private List<Line.Passages> crossings(String key) {
        return iran.lines(withIran, Line.Passages.class).stream()
                .filter(one -> one.key().equals(key))
                .toList();
    }
}
