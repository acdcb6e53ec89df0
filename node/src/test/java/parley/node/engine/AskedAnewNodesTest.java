package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Hash;
import parley.base.TableId;
import parley.node.desk.Changes.Wish;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
import parley.protocol.port.RelayAddress;
import parley.relay.RelayServer;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Standing;

/** Between the page that shows what somebody asks and the click that says yes, another asking may come. */
@Tag("wide")
final class AskedAnewNodesTest {
    @TempDir
    private Path folder;

    private TestTable talks;
    private TestNode oman;
    private TestNode iran;
    private TestNode israel;
    private TableId table;
    private RelayServer second;

    @BeforeEach
    void sit() {
        talks = new TestTable(folder);
        oman = talks.node("oman");
        iran = talks.node("iran");
        israel = talks.node("israel");
        table = talks.seated(oman, iran, israel);
        second = TestRelay.onAnyPort(folder.resolve("second"));
    }

    @AfterEach
    void rise() throws IOException {
        second.close();
        talks.close();
    }

    @Test
    void a_yes_counts_for_the_relay_that_was_shown_and_for_no_other_that_is_asked_meanwhile() {
        RoomRef plenary = TestTable.found(
                table, "Plenary", RoomKind.PLENARY, TestTable.ANSWERED.withReaders(Standing.VOUCHED), oman, iran);
        Wish admission = new Wish.Admit(oman.known(table, "Israel"));
        assertThat(TestTable.keyOf(oman.desk().changes().propose(plenary, admission, "")))
                .isEqualTo("room.card-asked");
        Hash shown = israel.asking(israel.asked(table, "Plenary"));

        moves(plenary, second.address());
        assertThat(TestTable.keyOf(oman.desk().changes().propose(plenary, admission, "")))
                .isEqualTo("room.card-asked");
        israel.awaitTrue(
                "the room at the other relay",
                now -> shows(now.rooms().room(plenary).orElseThrow(), second.address()));

        assertThat(TestTable.keyOf(israel.desk().rooms().join(plenary, shown))).isEqualTo("founding.asked-otherwise");
        assertThat(israel.desk().rooms().room(plenary).orElseThrow().condition())
                .as("asked still, and nothing was answered")
                .isInstanceOf(Rooms.Condition.Asked.class);

        israel.joins(plenary);
        oman.awaitTrue(
                "the newcomer's keys",
                now -> now.changes().propose(plenary, admission, "").isDone());
    }

    @Test
    void a_yes_to_a_founding_counts_for_what_was_shown_too_and_a_no_for_whatever_is_asked() {
        RoomRef first = founds("With Iran");
        RoomRef another = founds("Again with Iran");
        assertThat(TestTable.keyOf(iran.desk().rooms().join(first, iran.asking(another))))
                .isEqualTo("founding.asked-otherwise");
        iran.joins(first);
        oman.awaitOpen(first);
        iran.awaitOpen(first);

        iran.desk().rooms().decline(another).orThrow();
        assertThat(iran.desk().rooms().room(another).orElseThrow().condition())
                .isInstanceOf(Rooms.Condition.Declined.class);
    }

    private RoomRef founds(String name) {
        oman.desk()
                .rooms()
                .plan(table, name, RoomKind.CAUCUS, List.of(oman.known(table, "Iran")), 3, TestTable.ANSWERED)
                .orThrow();
        return iran.asked(table, name);
    }

    private void moves(RoomRef room, RelayAddress to) {
        Hash move = oman.desk().changes().propose(room, new Wish.Move(to), "").orThrow();
        iran.awaitTrue("the proposal", now -> !now.changes().open(room).isEmpty());
        iran.desk().changes().consent(room, move).orThrow();
        oman.awaitTrue("the move", now -> now.rooms().room(room).orElseThrow().epoch() == 1);
    }

    private static boolean shows(Rooms.RoomView view, RelayAddress relay) {
        return view.condition() instanceof Rooms.Condition.Asked && view.relay().equals(relay);
    }
}
