package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import parley.base.Ok;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.Role;
import parley.node.desk.Line;
import parley.node.desk.Line.StandingMark;
import parley.node.desk.Mandating.Issuing;
import parley.node.desk.NonPapers.Laying;
import parley.node.desk.NonPapers.LayingElsewhere;
import parley.node.desk.RoomRef;
import parley.node.desk.Suspending.Stopping;
import parley.talks.mandate.Power;
import parley.talks.message.Direction;
import parley.talks.nonpaper.NonPaperEvent;
import parley.talks.room.RoomEvent;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;

/** A delegation's non-paper that its mediator lays before the other side: with leave, on record where it came from, and without a trace there. */
@Tag("wide")
final class NonPaperCarriedTest extends TwoCaucuses {
    private static final String TEXT = "Both could announce a pause of thirty days on the same evening.";
    private static final Duration HOUR = Duration.ofHours(2);

    @Override
    boolean jumps(String node) {
        return true;
    }

    @Test
    void what_was_given_for_others_is_laid_without_an_author_and_its_delegation_reads_before_whom() {
        Line.NonPaper here = laid(withIran, true);
        assertThat(here.forOthers()).isTrue();
        carry(here.index(), Duration.ofHours(1), true).orThrow();

        Line.NonPaper there = await(israel, withIsrael, StandingMark.CHECKED);
        assertThat(there.text()).isEqualTo(TEXT);
        assertThat(there.forOthers()).isFalse();
        assertThat(there.lapses()).isBefore(here.lapses());
        assertThat(there.toString()).doesNotContain("Iran");

        Line.Event record = record(iran);
        assertThat(record.parts()).containsExactly("Oman", Long.toString(here.position()), "Israel");
        oman.awaitTrue(
                "nothing on the way",
                desk -> desk.conveying().corridor(table).papers().isEmpty());
    }

    @Test
    void what_stays_here_or_would_lie_longer_there_goes_nowhere() {
        Line.NonPaper stays = laid(withIran, false);
        assertThat(TestTable.keyOf(carry(stays.index(), Duration.ofHours(1), false)))
                .isEqualTo("nonpaper.stays-here");
        Line.NonPaper given = laid(withIran, true);
        assertThat(TestTable.keyOf(carry(given.index(), HOUR.plusMinutes(5), false)))
                .isEqualTo("nonpaper.later-there");
        assertThat(TestTable.keyOf(iran.desk()
                        .nonPapers()
                        .carry(
                                withIran,
                                given.index(),
                                new LayingElsewhere(withIsrael, in(Duration.ofHours(1)), false))))
                .isEqualTo("convey.not-there");
        assertThat(TestTable.keyOf(oman.desk()
                        .nonPapers()
                        .lay(withIran, new Laying(TEXT, "en", Direction.LTR, in(HOUR), false, true))))
                .isEqualTo("nonpaper.for-others-where");
    }

    /** A modified mediator's record of a paper that nobody gave counts on no node; that it retypes what it read, no software sees. */
    @Test
    void a_record_of_a_paper_that_was_not_given_counts_for_nothing() {
        Line.NonPaper stays = laid(withIran, false);
        oman.seal(
                withIran,
                new RoomEvent.OfNonPaper(new NonPaperEvent.Carried(
                        stays.position(),
                        List.of(new Principal(oman.known(table, "Israel"), "Israel", Role.PARTY)),
                        in(Duration.ofHours(1)).toEpochMilli())));
        Line.Event refused = iran.await(
                "the refusal",
                _ -> iran.lines(withIran, Line.Event.class).stream()
                        .filter(one -> one.key().equals("line.refused"))
                        .findFirst());
        assertThat(refused.parts()).contains("nonpaper.stays-here");
    }

    @Test
    void while_its_room_takes_nothing_it_waits_and_can_be_stopped() {
        Line.NonPaper given = laid(withIran, true);
        Stopping stop = new Stopping("Bad weather.", 3);
        oman.desk().suspending().suspend(withIsrael, stop).orThrow();
        oman.awaitTrue(
                "the suspension",
                desk -> desk.suspending()
                        .suspension(withIsrael)
                        .orThrow()
                        .stop()
                        .isPresent());
        assertThat(TestTable.keyOf(carry(given.index(), Duration.ofHours(1), false)))
                .as("said before anything is written down")
                .isEqualTo("suspension.closed");

        List<PrincipalId> readers = List.of(oman.known(table, "Israel"));
        oman.modified(work -> {
                    PaperWays.add(
                            work.tx,
                            table,
                            new PaperWays.Way(
                                    withIran.room(),
                                    0,
                                    given.index(),
                                    given.position(),
                                    withIsrael.room(),
                                    in(Duration.ofHours(1)),
                                    false,
                                    readers,
                                    true));
                    return Ok.done();
                })
                .orThrow();
        var waits = oman.desk().conveying().corridor(table).papers().getFirst();
        assertThat(waits.roomName()).isEqualTo("With Israel");
        oman.desk().conveying().drop(table, waits.id()).orThrow();
        assertThat(oman.desk().conveying().corridor(table).papers()).isEmpty();
    }

    @Test
    void whoever_acted_for_its_side_is_not_named_when_it_lapses_nor_by_what_retention_leaves() {
        RoomRef brief = TestTable.found(
                table, "Brief", RoomKind.CAUCUS, Rules.standard().withRetentionDays(1), oman, iran);
        var envoy = iran.desk()
                .mandating()
                .issue(table, new Issuing("Envoy", Power.SIGN, 30, List.of(withIran.room(), brief.room())))
                .orThrow();
        iran.awaitTrue(
                "the mandate in both rooms",
                desk -> desk.mandating().mandates(table).mandates().stream()
                        .anyMatch(one -> one.id().equals(envoy) && one.shown().size() == 2));
        iran.desk().mandating().take(table, envoy).orThrow();
        iran.awaitTrue(
                "its delegate to act",
                desk -> desk.mandating().mandates(table).mandates().stream()
                        .anyMatch(one -> one.id().equals(envoy) && one.actsEverywhere()));

        long lapsing = laid(withIran, false).index();
        iran.desk()
                .nonPapers()
                .lay(brief, new Laying(TEXT, "en", Direction.LTR, in(Duration.ofDays(7)), false, false))
                .orThrow();
        long kept = await(oman, brief, StandingMark.NONE).index();
        // Its own node reads it back when it does: by the clock of two days later, it would be kept a day more.
        var unused = await(iran, brief, StandingMark.NONE);
        ahead.leapTo(Duration.ofDays(2), oman, iran);
        iran.say(withIran, "Good evening.");
        oman.awaitText(withIran, "Good evening.");
        iran.say(brief, "Good evening.");
        oman.awaitText(brief, "Good evening.");
        for (TestNode node : List.of(oman, iran)) {
            assertNamesNobody(node, withIran, lapsing);
            assertNamesNobody(node, brief, kept);
        }
    }

    private static void assertNamesNobody(TestNode node, RoomRef room, long index) {
        Line.Event gone = node.await(
                "its end",
                desk -> desk.messages().line(room, index) instanceof Result.Done<Line>(Line.Event line)
                        ? Optional.of(line)
                        : Optional.empty());
        assertThat(gone.key()).isEqualTo("line.non-paper-lapsed");
        assertThat(gone.author()).isEmpty();
        assertThat(gone.acted()).isEmpty();
    }

    private Line.NonPaper laid(RoomRef room, boolean forOthers) {
        iran.desk()
                .nonPapers()
                .lay(room, new Laying(TEXT, "en", Direction.LTR, in(HOUR), false, forOthers))
                .orThrow();
        paper(iran, room, forOthers);
        return paper(oman, room, forOthers);
    }

    private static Line.NonPaper paper(TestNode node, RoomRef room, boolean forOthers) {
        return node.await(
                "the paper",
                _ -> node.lines(room, Line.NonPaper.class).stream()
                        .filter(one -> one.forOthers() == forOthers)
                        .findFirst());
    }

    private Result<Ok> carry(long line, Duration hour, boolean standing) {
        return oman.desk().nonPapers().carry(withIran, line, new LayingElsewhere(withIsrael, in(hour), standing));
    }

    private Line.Event record(TestNode node) {
        return node.awaitLine(
                "the record", withIran, Line.Event.class, one -> one.key().equals("line.non-paper-carried"));
    }

    private static Line.NonPaper await(TestNode node, RoomRef room, StandingMark mark) {
        return node.awaitLine("a paper marked " + mark, room, Line.NonPaper.class, one -> one.mark() == mark);
    }

    private Instant in(Duration from) {
        return Instant.now().plus(ahead.get()).plus(from);
    }
}
