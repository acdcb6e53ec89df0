package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Ok;
import parley.base.Result;
import parley.node.desk.Desk;
import parley.node.desk.Keeping;
import parley.node.desk.Notice;
import parley.node.desk.RoomRef;
import parley.talks.rules.Rules;

/** What a real node still has of words whose time under the Rules is over. */
@Tag("wide")
final class RetentionNodesTest {
    private static final int DAYS = 7;
    /** So many entries of a room are erased in one run here. */
    private static final int AT_ONCE = 2;

    private static final int MOST_RUNS = 100;
    /** Fills several entries of the smallest size. */
    private static final String LONG = "A long text. ".repeat(1_500);

    @TempDir
    private Path folder;

    @Test
    void many_entries_between_few_lines_are_erased_run_by_run_until_none_is_left() throws Exception {
        try (TestTable talks = new TestTable(folder)) {
            TestNode oman = talks.node("oman");
            TestNode iran = talks.node("iran");
            Rules rules = TestTable.ANSWERED.withRetentionDays(DAYS);
            RoomRef room = talks.caucus(rules, oman, iran);
            iran.say(room, LONG);
            long last = oman.awaitText(room, LONG).position();

            List<Long> erased =
                    oman.modified(work -> Result.done(runs(work, room))).orThrow();

            assertThat(oman.texts(room)).isEmpty();
            assertThat(erased.getFirst()).as("entries gone after the first run").isEqualTo(AT_ONCE);
            assertThat(erased.getLast()).as("entries gone after the last").isEqualTo(last);
        }
    }

    @Test
    void a_room_whose_erased_beginning_the_relay_lost_says_so_to_its_people_until_somebody_gives_it_back()
            throws Exception {
        try (TestTable talks = new TestTable(folder)) {
            TestNode oman = talks.node("oman");
            TestNode iran = talks.node("iran");
            RoomRef room = talks.caucus(TestTable.ANSWERED.withRetentionDays(DAYS), oman, iran);
            iran.say(room, "Said before the relay lost it.");
            oman.awaitText(room, "Said before the relay lost it.");
            iran.stop();
            oman.modified(work -> Result.done(runs(work, room))).orThrow();

            int port = talks.relay().port();
            talks.stopRelay();
            empty(folder.resolve("relay").resolve("log"));
            talks.startRelayAgain(port);
            Notice lost = oman.await("the notice", desk -> beginningLost(desk, room));
            assertThat(lost.grade()).isEqualTo(Notice.Grade.GRAVE);
            assertThat(lost.parts()).containsExactly("1");

            iran.restart();
            oman.awaitTrue("the notice to go", desk -> beginningLost(desk, room).isEmpty());
            iran.say(room, "Said after it was given back.");
            oman.awaitText(room, "Said after it was given back.");
        }
    }

    private static Optional<Notice> beginningLost(Desk desk, RoomRef room) {
        return desk.rooms().room(room).orElseThrow().notices().stream()
                .filter(one -> one.key().equals("room.beginning-lost"))
                .findFirst();
    }

    private static void empty(Path kept) throws IOException {
        try (Stream<Path> all = Files.list(kept)) {
            for (Path one : all.toList()) {
                Files.delete(one);
            }
        }
    }

    @Test
    void a_clock_that_leaps_years_ahead_erases_nothing_until_its_person_says_that_it_is_right() throws Exception {
        Ahead ahead = new Ahead();
        try (TestTable talks = new TestTable(folder)) {
            TestNode oman = talks.node("oman", ahead);
            TestNode iran = talks.node("iran");
            Rules rules = TestTable.ANSWERED.withRetentionDays(DAYS);
            RoomRef room = talks.caucus(rules, oman, iran);
            iran.say(room, "To be kept.");
            oman.awaitText(room, "To be kept.");
            retain(oman);

            ahead.leapTo(Duration.ofDays(3 * 365), oman);
            retain(oman);
            Notice leapt = oman.await("the notice", RetentionNodesTest::leapt);
            retain(oman);
            assertThat(oman.texts(room)).containsExactly("To be kept.");

            ahead.set(Duration.ZERO);
            retain(oman);
            assertThat(leapt(oman.desk())).as("once it is right again").isEmpty();

            ahead.leapTo(Duration.ofDays(3 * 365), oman);
            retain(oman);
            oman.await("the notice", RetentionNodesTest::leapt);
            Keeping.Clock shown = oman.desk().keeping().clock().orThrow();
            oman.desk().keeping().believeClock(shown.now()).orThrow();
            retain(oman);
            assertThat(oman.texts(room)).isEmpty();
            assertThat(leapt(oman.desk())).as("once it is answered").isEmpty();
            assertThat(leapt.grade()).isEqualTo(Notice.Grade.GRAVE);
        }
    }

    @Test
    void a_notice_of_the_clock_that_was_dismissed_or_pushed_out_is_no_answer_and_comes_again() throws Exception {
        Ahead ahead = new Ahead();
        try (TestTable talks = new TestTable(folder)) {
            TestNode oman = talks.node("oman", ahead);
            TestNode iran = talks.node("iran");
            RoomRef room = talks.caucus(TestTable.ANSWERED.withRetentionDays(DAYS), oman, iran);
            iran.say(room, "To be kept.");
            oman.awaitText(room, "To be kept.");
            retain(oman);
            assertThat(TestTable.keyOf(oman.desk().keeping().believeClock(Instant.now())))
                    .as("before anything is asked")
                    .isEqualTo("clock.not-asked");
            ahead.leapTo(Duration.ofDays(3 * 365), oman);
            retain(oman);

            Notice leapt = oman.await("the notice", RetentionNodesTest::leapt);
            assertThat(TestTable.keyOf(oman.desk().keeping().acknowledge(leapt)))
                    .isEqualTo("clock.answered-otherwise");
            oman.modified(work -> {
                        work.ledger.save(work.tx, work.ledger.node().withNotices(List.of()));
                        return Ok.done();
                    })
                    .orThrow();
            retain(oman);
            assertThat(oman.texts(room)).containsExactly("To be kept.");
            assertThat(leapt(oman.desk())).as("told again").isPresent();
        }
    }

    @Test
    void whoever_answers_sees_what_goes_and_answers_for_the_date_that_was_shown() throws Exception {
        Ahead ahead = new Ahead();
        try (TestTable talks = new TestTable(folder)) {
            TestNode oman = talks.node("oman", ahead);
            TestNode iran = talks.node("iran");
            RoomRef room = talks.caucus(TestTable.ANSWERED.withRetentionDays(DAYS), oman, iran);
            for (String text : List.of("One.", "Two.")) {
                iran.say(room, text);
                oman.awaitText(room, text);
            }
            retain(oman);
            ahead.leapTo(Duration.ofDays(3 * 365), oman);
            retain(oman);

            Keeping.Clock clock = oman.desk().keeping().clock().orThrow();
            Keeping.Leap leap = clock.leapt().orElseThrow();
            assertThat(leap.texts()).isEqualTo(2);
            assertThat(leap.rooms()).isEqualTo(1);
            assertThat(leap.more()).isFalse();
            assertThat(Duration.between(leap.last(), clock.now())).isGreaterThan(Duration.ofDays(3 * 364));
            assertThat(TestTable.keyOf(
                            oman.desk().keeping().believeClock(clock.now().minus(Duration.ofDays(1)))))
                    .isEqualTo("clock.shown-otherwise");
            retain(oman);
            assertThat(oman.texts(room)).containsExactly("One.", "Two.");
        }
    }

    private static Optional<Notice> leapt(Desk desk) {
        return desk.keeping().notices().stream()
                .filter(one -> one.key().equals(BelievedTime.NOTICE))
                .findFirst();
    }

    /** As housekeeping does by itself. */
    private static void retain(TestNode node) {
        node.modified(work -> {
                    new RetentionProcess().run(work);
                    return Ok.done();
                })
                .orThrow();
    }

    /** How far entries are erased after each run, until a run says that it left none for the next. */
    private static List<Long> runs(Work work, RoomRef room) {
        RetentionProcess process = new RetentionProcess(AT_ONCE);
        Instant over = work.now.plus(Duration.ofDays(DAYS + 1));
        List<Long> erased = new ArrayList<>();
        do {
            process.run(work, over);
            erased.add(work.seat(room.table()).orElseThrow().erasedThrough(room.room()));
        } while (process.takeUnfinished() && erased.size() < MOST_RUNS);
        return erased;
    }
}
