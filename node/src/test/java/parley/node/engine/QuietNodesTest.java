package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.LogId;
import parley.base.TableId;
import parley.node.desk.Messages.Unplaced;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
import parley.talks.rules.QuietSlots;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;

/** Real nodes at a real relay, by the clock on the wall: what is seen of a quiet room doesn't depend on what is said in it. */
@Tag("soak")
final class QuietNodesTest {
    private static final Duration SLOT = Duration.ofMinutes(1);
    private static final Duration LOOK = Duration.ofMillis(500);
    /** A busy machine is late, but never as late as a slot. */
    private static final Duration LATE = Duration.ofSeconds(6);

    private static final int SLOTS = 3;

    @TempDir
    private Path folder;

    private final AskedRelays watched = new AskedRelays();

    @Test
    void a_room_where_people_talk_looks_like_one_where_nobody_does() throws Exception {
        try (TestTable talks = new TestTable(folder)) {
            TestNode oman = talks.node("oman", watched);
            TestNode iran = talks.node("iran");
            TableId table = talks.two(oman, iran);
            Rules quiet = TestTable.ANSWERED.withQuiet(QuietSlots.MINUTE);
            RoomRef talk = TestTable.found(table, "Talk", RoomKind.CAUCUS, quiet, oman, iran);
            RoomRef silence = TestTable.found(table, "Silence", RoomKind.CAUCUS, quiet, oman, iran);
            until(() -> placed() > 0, SLOT.multipliedBy(2));
            // Two slots of both rooms, in which only what follows a founding goes out.
            long founded = placed();
            until(() -> placed() >= founded + 4, SLOT.multipliedBy(4));
            watched.forget();

            oman.say(talk, "Shall we begin?");
            oman.say(talk, "There are three points.");
            iran.say(talk, "We are listening.");
            long hasty = oman.say(talk, "Too hasty.");
            assertThat(goes(oman, talk, hasty)).isAfter(goes(oman, talk, hasty - 1));
            oman.desk().messages().takeBack(talk, hasty).orThrow();
            assertThat(oman.desk().attachments().begin(talk, "map.png", 10).isDone())
                    .isFalse();
            iran.awaitText(talk, "Shall we begin?");
            iran.desk().rooms().read(talk, 0).orThrow();
            oman.awaitText(talk, "We are listening.");
            oman.desk().messages().keepDraft(talk, TestNode.message("As to")).orThrow();
            iran.awaitText(talk, "There are three points.");
            until(() -> appends().values().stream().allMatch(one -> one.size() > SLOTS), SLOT.multipliedBy(SLOTS + 2));

            Map<LogId, List<AskedRelays.Seen>> appends = appends();
            assertThat(appends).as("the two rooms and no inbox").hasSize(2);
            appends.values().forEach(QuietNodesTest::inSlots);
            assertThat(watched.seen().stream().map(AskedRelays.Seen::what)).containsOnly("append", "read");
            reads(appends).values().forEach(QuietNodesTest::atFixedInstants);
            assertThat(iran.texts(talk)).doesNotContain("Too hasty.");
            assertThat(iran.texts(silence)).isEmpty();

            assertThat(away(oman, silence)).isEmpty();
            iran.stop();
            Instant stopped = Instant.now();
            until(() -> away(oman, silence).isPresent(), SLOT.multipliedBy(4));
            assertThat(away(oman, silence))
                    .hasValueSatisfying(since ->
                            assertThat(since).isBetween(stopped.minus(SLOT).minus(LATE), stopped.plus(LATE)));
        }
    }

    private static void inSlots(List<AskedRelays.Seen> placed) {
        assertThat(placed).extracting(AskedRelays.Seen::bytes).containsOnly(4_096);
        for (int i = 1; i < placed.size(); i++) {
            assertThat(Duration.between(placed.get(i - 1).at(), placed.get(i).at()))
                    .isBetween(SLOT.minus(LATE), SLOT.plus(LATE));
        }
    }

    private static void atFixedInstants(List<AskedRelays.Seen> read) {
        Instant first = read.getFirst().at();
        assertThat(read)
                .allSatisfy(one -> assertThat(
                                Duration.between(first, one.at()).plus(LATE).toMillis() % 15_000)
                        .isLessThan(2 * LATE.toMillis()));
        assertThat(read).hasSizeLessThanOrEqualTo((int)
                (Duration.between(first, read.getLast().at()).toSeconds() / 15 + 2));
    }

    private Map<LogId, List<AskedRelays.Seen>> appends() {
        return watched.seen().stream()
                .filter(one -> one.what().equals("append"))
                .collect(Collectors.groupingBy(one -> one.log().orElseThrow()));
    }

    private Map<LogId, List<AskedRelays.Seen>> reads(Map<LogId, List<AskedRelays.Seen>> of) {
        return watched.seen().stream()
                .filter(one ->
                        one.what().equals("read") && of.containsKey(one.log().orElseThrow()))
                .collect(Collectors.groupingBy(one -> one.log().orElseThrow()));
    }

    private static Instant goes(TestNode node, RoomRef room, long ticket) {
        Unplaced mine = node.desk().messages().unplaced(room).stream()
                .filter(one -> one.ticket() == ticket)
                .findFirst()
                .orElseThrow();
        assertThat(mine.state()).isInstanceOf(Unplaced.State.InSlot.class);
        return ((Unplaced.State.InSlot) mine.state()).goes();
    }

    private static Optional<Instant> away(TestNode node, RoomRef room) {
        return node.desk().rooms().room(room).orElseThrow().members().stream()
                .filter(one -> !one.self())
                .findFirst()
                .flatMap(Rooms.Member::awaySince);
    }

    private long placed() {
        return watched.seen().stream()
                .filter(one -> one.what().equals("append"))
                .count();
    }

    private static void until(BooleanSupplier held, Duration patience) {
        Instant end = Instant.now().plus(patience);
        while (!held.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }
}
