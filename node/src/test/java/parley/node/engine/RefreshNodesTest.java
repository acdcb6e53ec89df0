package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Result;
import parley.base.TableId;
import parley.node.desk.RoomRef;
import parley.protocol.seat.Seat;
import parley.protocol.seat.SeatRoom;
import parley.talks.room.RoomEvent;
import parley.talks.roster.ChangeKind;
import parley.talks.roster.RosterEvent;
import parley.talks.rules.QuietSlots;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;

/** When a room gets new keys by itself: when its Rules say so, and in a quiet room at one instant whatever is said there. */
final class RefreshNodesTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Rules STANDARD = Rules.standard();

    @TempDir
    private Path folder;

    @Test
    void a_quiet_room_where_people_talk_turns_when_one_does_where_nobody_says_a_word() throws Exception {
        try (TestTable talks = new TestTable(folder)) {
            TestNode oman = talks.node("oman");
            TestNode iran = talks.node("iran");
            TableId table = talks.two(oman, iran);
            Rules quiet = TestTable.ANSWERED.withQuiet(QuietSlots.HOUR);
            RoomRef talk = TestTable.found(table, "Talk", RoomKind.CAUCUS, quiet, oman, iran);
            RoomRef silence = TestTable.found(table, "Silence", RoomKind.CAUCUS, quiet, oman, iran);
            beganTogether(oman, talk, silence);
            for (int i = 0; i < 3; i++) {
                oman.say(talk, "There are three points.");
            }
            Instant due = began(oman, silence).plus(Duration.ofDays(quiet.refreshDays()));
            Instant hour = due.truncatedTo(ChronoUnit.HOURS).plus(HOUR);
            RefreshProcess process = new RefreshProcess();

            look(oman, process, hour.minus(HOUR));
            assertThat(process.next()).as("when it looks next").contains(hour);
            look(oman, process, hour.minusMillis(1));
            assertThat(proposed(oman, talk))
                    .as("news makes no room turn sooner")
                    .isEmpty();
            assertThat(proposed(oman, silence)).isEmpty();

            look(oman, process, hour);
            assertThat(proposed(oman, silence)).hasSize(1);
            assertThat(proposed(oman, talk))
                    .as("words that wait put no turn off")
                    .hasSize(1);
            assertThat(firstToGo(oman, talk)).isEqualTo(proposed(oman, talk).getFirst());

            look(oman, process, hour.plus(HOUR));
            assertThat(proposed(oman, talk)).as("said once").hasSize(1);
        }
    }

    private static void look(TestNode node, RefreshProcess process, Instant now) {
        node.modified(work -> {
                    Map<TableId, Seat> seats = work.ledger.tables().stream()
                            .collect(Collectors.toMap(
                                    sheet -> sheet.table,
                                    sheet -> work.seat(sheet.table).orElseThrow()));
                    process.run(new Work(node.engine(), work.tx, seats, work.ledger, work.recorder, now));
                    return Result.done(true);
                })
                .orThrow();
    }

    /** Else an hour may end between the two, and their keys are due in different ones. */
    private static void beganTogether(TestNode node, RoomRef one, RoomRef other) {
        node.modified(work -> {
                    RoomSheet later = work.ledger.room(other).orElseThrow();
                    later.epochBegan = work.ledger.room(one).orElseThrow().epochBegan;
                    work.ledger.save(work.tx, later);
                    return Result.done(true);
                })
                .orThrow();
    }

    private static Instant began(TestNode node, RoomRef room) {
        return node.modified(work -> Result.done(work.ledger.room(room).orElseThrow().epochBegan))
                .orThrow();
    }

    /** Tickets of the turns that wait there. */
    private static List<Long> proposed(TestNode node, RoomRef room) {
        return node.modified(work -> Result.done(work.ledger.room(room).orElseThrow().unplaced.stream()
                        .filter(ticket -> Ledger.unplaced(work.tx, room, ticket)
                                .filter(one ->
                                        RoomEvent.read(one.event()) instanceof RoomEvent.Reading.Known(var event, int _)
                                                && event instanceof RoomEvent.OfRoster(RosterEvent.Proposed of)
                                                && of.kind() == ChangeKind.REFRESH)
                                .isPresent())
                        .toList()))
                .orThrow();
    }

    private static long firstToGo(TestNode node, RoomRef room) {
        return node.modified(work -> Result.done(
                        work
                                .seat(room.table())
                                .orElseThrow()
                                .room(room.room())
                                .orElseThrow()
                                .going()
                                .entrySet()
                                .stream()
                                .min(Comparator.comparing((Map.Entry<Long, SeatRoom.Going> one) ->
                                        one.getValue().first()))
                                .orElseThrow()
                                .getKey()))
                .orThrow();
    }

    @Test
    void an_epoch_is_due_by_its_days_or_by_its_entries_and_the_next_member_steps_in_an_hour_later() {
        Duration days = Duration.ofDays(STANDARD.refreshDays());
        assertThat(RefreshProcess.due(STANDARD, 3, days.minusMillis(1), 0, 0)).isFalse();
        assertThat(RefreshProcess.due(STANDARD, 3, days, 0, 0)).isTrue();
        assertThat(RefreshProcess.due(STANDARD, 3, days, 0, 1)).isFalse();
        assertThat(RefreshProcess.due(STANDARD, 3, days.plus(HOUR), 0, 1)).isTrue();
        assertThat(RefreshProcess.due(STANDARD, 3, Duration.ZERO, STANDARD.refreshEntries() - 1, 0))
                .isFalse();
        assertThat(RefreshProcess.due(STANDARD, 3, Duration.ZERO, STANDARD.refreshEntries(), 0))
                .isTrue();
        assertThat(RefreshProcess.due(STANDARD, 3, Duration.ZERO, STANDARD.refreshEntries() + 20, 1))
                .isTrue();
    }

    /** Else all would propose in the hour in which the first does. */
    @Test
    void in_a_quiet_room_the_next_member_waits_for_as_many_entries_as_an_hour_brings() {
        Rules quiet = STANDARD.withQuiet(QuietSlots.MINUTE);
        long hour = 12 * 60;
        assertThat(RefreshProcess.due(quiet, 12, Duration.ZERO, quiet.refreshEntries() + hour - 1, 1))
                .isFalse();
        assertThat(RefreshProcess.due(quiet, 12, Duration.ZERO, quiet.refreshEntries() + hour, 1))
                .isTrue();
    }
}
