package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Ok;
import parley.base.Result;
import parley.base.TableId;
import parley.node.desk.Line;
import parley.node.desk.Line.StandingMark;
import parley.node.desk.Messages;
import parley.node.desk.NonPapers;
import parley.node.desk.NonPapers.Laying;
import parley.node.desk.RoomRef;
import parley.talks.message.Direction;
import parley.talks.message.MessageKind;
import parley.talks.nonpaper.NonPaperEvent.Laid;
import parley.talks.practice.ReaderProof;
import parley.talks.room.RoomEvent;

/** A non-paper before a caucus over a real relay: what is shown of it, what its mark says, and what is left after its hour. */
final class NonPaperNodesTest {
    private static final String TEXT = "Both could announce a pause of thirty days on the same evening.";
    /** The least that there is, counted by who lays it. */
    private static final Duration HOUR = NonPapers.LEAST_HOUR;

    @TempDir
    private Path folder;

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private TestTable talks;
    private TestNode oman;
    private TestNode iran;
    private TableId table;
    private RoomRef room;

    @BeforeEach
    void caucus() {
        talks = new TestTable(folder);
        oman = talks.node("oman", ahead::get);
        iran = talks.node("iran", ahead::get);
        room = talks.caucus(oman, iran);
        table = room.table();
    }

    @AfterEach
    void end() throws Exception {
        talks.close();
    }

    @Test
    void its_reader_sees_no_author_and_a_mark_that_only_it_can_check() {
        lay(oman, true).orThrow();
        Line.NonPaper seen = await(iran, StandingMark.CHECKED);
        assertThat(seen.text()).isEqualTo(TEXT);
        assertThat(seen.marker()).isEqualTo("Oman");
        assertThat(await(oman, StandingMark.FOR_OTHERS).text()).isEqualTo(TEXT);

        lay(oman, false).orThrow();
        assertThat(await(iran, StandingMark.NONE).toString())
                .as("nothing says who laid it")
                .doesNotContain("Oman")
                .doesNotContain(
                        oman.desk().tables().table(table).orElseThrow().self().toHex());
    }

    @Test
    void a_mark_that_was_made_up_or_for_other_words_does_not_match_and_a_party_marks_nothing() {
        assertThat(TestTable.keyOf(lay(iran, true))).isEqualTo("nonpaper.mediators-mark");
        long lapses = Instant.now().plus(HOUR).toEpochMilli();
        ReaderProof forOthers = oman.modified(work -> work.inRoom(
                        room,
                        (seat, sheet) -> Result.done(seat.proofs()
                                .make(
                                        work.tx,
                                        iran.desk()
                                                .tables()
                                                .table(table)
                                                .orElseThrow()
                                                .self(),
                                        Laid.statement(room.room(), "Other words.", "en", Direction.LTR, lapses))
                                .map(proof -> new ReaderProof(
                                        iran.desk()
                                                .tables()
                                                .table(table)
                                                .orElseThrow()
                                                .self(),
                                        proof.keys(),
                                        proof.tag()))
                                .orElseThrow())))
                .orThrow();
        Laid forged = new Laid(TEXT, "en", Direction.LTR, lapses, List.of(forOthers), false);
        oman.seal(room, new RoomEvent.OfNonPaper(forged));
        Line.NonPaper seen = iran.awaitLine(
                "the forged one, looked at", room, Line.NonPaper.class, one -> one.mark() != StandingMark.WAITING);
        assertThat(seen.mark()).isEqualTo(StandingMark.FAILS);
        assertThat(seen.text()).isEqualTo(TEXT);
    }

    @Test
    void it_cant_be_quoted_on_the_record_nor_found_by_a_search() {
        lay(oman, false).orThrow();
        await(iran, StandingMark.NONE);
        assertThat(TestTable.keyOf(iran.desk()
                        .messages()
                        .send(
                                room,
                                new Messages.Outgoing(
                                        MessageKind.STATEMENT,
                                        "We propose a pause of thirty days on the same evening.",
                                        "en",
                                        Direction.LTR,
                                        Optional.empty(),
                                        true,
                                        List.of()))))
                .isEqualTo("nonpaper.no-quoting");
    }

    @Test
    void at_its_hour_text_and_author_leave_pages_and_vault() {
        lay(oman, true).orThrow();
        long index = await(iran, StandingMark.CHECKED).index();
        ahead.set(HOUR.plus(Duration.ofMinutes(1)));
        iran.say(room, "Good evening.");
        for (TestNode node : List.of(oman, iran)) {
            Line.Event gone = node.await(
                    "its end",
                    desk -> desk.messages().line(room, index) instanceof Result.Done<Line>(Line.Event line)
                            ? Optional.of(line)
                            : Optional.empty());
            assertThat(gone.key()).isEqualTo("line.non-paper-lapsed");
            assertThat(gone.author()).isEmpty();
            assertThat(gone.parts()).isEmpty();
            assertThat(node.modified(work ->
                                    Result.done(NonPaperCells.of(work.tx, room).size()))
                            .orThrow())
                    .isZero();
        }
        oman.awaitText(room, "Good evening.");
        assertThat(TestTable.keyOf(lay(oman, Duration.ofMinutes(1)))).isEqualTo("nonpaper.hour");
    }

    @Test
    void a_node_that_reads_it_after_its_hour_shows_it_to_nobody() throws Exception {
        // Sessions stand both ways before one is away: an entry needs somebody whom it can be sealed to.
        iran.say(room, "We are here.");
        oman.awaitText(room, "We are here.");
        oman.say(room, "So are we.");
        iran.awaitText(room, "So are we.");
        iran.stop();
        lay(oman, false).orThrow();
        await(oman, StandingMark.NONE);
        ahead.set(HOUR.plus(Duration.ofMinutes(1)));
        iran.restart();
        Line.Event gone = iran.awaitLine(
                "its end", room, Line.Event.class, one -> one.key().equals("line.non-paper-lapsed"));
        assertThat(gone.parts()).isEmpty();
    }

    @Test
    void after_a_restart_a_room_in_which_one_lapsed_goes_on() throws Exception {
        lay(oman, false).orThrow();
        long index = await(iran, StandingMark.NONE).index();
        ahead.set(HOUR.plus(Duration.ofMinutes(1)));
        iran.say(room, "Good evening.");
        iran.awaitTrue("its end", desk -> desk.messages().line(room, index) instanceof Result.Done<Line>(Line.Event _));
        iran.restart();
        oman.say(room, "Good night.");
        iran.awaitText(room, "Good night.");
        iran.say(room, "Sleep well.");
        oman.awaitText(room, "Sleep well.");
    }

    private Result<Ok> lay(TestNode who, boolean standing) {
        return who.desk().nonPapers().lay(room, new Laying(TEXT, "en", Direction.LTR, who(HOUR), standing, false));
    }

    private Result<Ok> lay(TestNode who, Duration hour) {
        return who.desk().nonPapers().lay(room, new Laying(TEXT, "en", Direction.LTR, who(hour), false, false));
    }

    private Instant who(Duration from) {
        return Instant.now().plus(ahead.get()).plus(from);
    }

    private Line.NonPaper await(TestNode node, StandingMark mark) {
        return node.awaitLine("a non-paper marked " + mark, room, Line.NonPaper.class, one -> one.mark() == mark);
    }
}
