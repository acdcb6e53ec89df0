package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Refusal;
import parley.base.RoomId;
import parley.base.TableId;
import parley.node.desk.Changes;
import parley.node.desk.Changes.Wish;
import parley.node.desk.Moving;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
import parley.protocol.port.RelayAddress;
import parley.relay.RelayServer;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;

@DisplayName("All rooms of a table move to another relay")
final class MovingNodesTest {
    @TempDir
    private Path folder;

    private TestTable talks;
    private TestNode oman;
    private TestNode iran;
    private TableId table;
    private RoomRef first;
    private RoomRef second;
    private RelayServer there;
    private RelayAddress to;

    @BeforeEach
    void sit() {
        talks = new TestTable(folder);
        oman = talks.node("oman");
        iran = talks.node("iran");
        first = talks.caucus(oman, iran);
        table = first.table();
        second = TestTable.found(table, "Second", RoomKind.CAUCUS, Rules.standard(), oman, iran);
        there = TestRelay.onAnyPort(folder.resolve("second"));
        to = there.address();
    }

    @AfterEach
    void rise() throws IOException {
        there.close();
        talks.close();
    }

    private Moving.State state(RoomRef room) {
        return oman.desk().moving().plan(table, to).orThrow().rooms().stream()
                .filter(one -> one.ref().equals(room))
                .map(Moving.Room::state)
                .findFirst()
                .orElseThrow();
    }

    private List<Moving.Outcome> propose(RoomRef... rooms) {
        List<RoomId> ids = List.of(rooms).stream().map(RoomRef::room).toList();
        return oman.desk().moving().propose(table, to, ids, "").orThrow();
    }

    @Test
    @DisplayName("by one act, which proposes it in each; each goes when its own members have consented")
    void together() {
        Moving.Plan plan = oman.desk().moving().plan(table, to).orThrow();
        assertThat(plan.ready()).containsExactly(first, second);
        assertThat(state(first)).isEqualTo(new Moving.State.Ready(2, List.of("Oman", "Iran")));

        List<Moving.Outcome> came = propose(first, second);
        assertThat(came).extracting(Moving.Outcome::refused).containsOnly(Optional.empty());

        iran.awaitTrue("the proposal", now -> !now.changes().open(first).isEmpty());
        iran.desk()
                .changes()
                .consent(first, came.getFirst().proposal().orElseThrow())
                .orThrow();
        oman.awaitTrue(
                "the move", now -> now.rooms().room(first).orElseThrow().relay().equals(to));
        assertThat(state(first)).isEqualTo(new Moving.State.There());
        oman.awaitTrue("its proposal", now -> !now.changes().open(second).isEmpty());
        assertThat(state(second)).as("goes by consents of its own").isInstanceOf(Moving.State.Open.class);
        oman.say(first, "Do you hear us here?");
        iran.awaitText(first, "Do you hear us here?");
    }

    @Test
    @DisplayName(
            "as far as each can: what was proposed, is not founded or lies there is named with its reason, and nothing is proposed twice")
    void partly() {
        iran.desk().changes().propose(second, new Wish.Move(to), "").orThrow();
        oman.awaitTrue("the proposal", now -> !now.changes().open(second).isEmpty());
        RoomRef forming = oman.desk()
                .rooms()
                .plan(
                        table,
                        new Rooms.Wanted(
                                "Third",
                                RoomKind.CAUCUS,
                                List.of(oman.known(table, "Iran")),
                                3,
                                Rules.standard(),
                                Optional.empty()))
                .orThrow();

        assertThat(state(second)).isInstanceOfSatisfying(Moving.State.Open.class, open -> {
            assertThat(open.asked()).isTrue();
            assertThat(open.proposerName()).isEqualTo("Iran");
        });
        assertThat(state(forming)).isEqualTo(new Moving.State.Cannot(Refusal.of("moves.forming")));
        assertThat(propose(first, second, forming, first))
                .extracting(one -> one.refused().map(Refusal::key).orElse("proposed"))
                .containsExactly("proposed", "roster.already-proposed", "moves.forming");

        oman.awaitTrue("its own proposal", now -> !now.changes().open(first).isEmpty());
        assertThat(state(first)).isInstanceOf(Moving.State.Open.class);
        assertThat(propose(first))
                .extracting(one -> one.refused().map(Refusal::key).orElse("proposed"))
                .containsExactly("roster.already-proposed");
        assertThat(oman.desk().changes().open(first))
                .extracting(Changes.ProposalView::own)
                .containsExactly(true);
    }

    @Test
    @DisplayName("once, also where the relay that is to be left is silent and the proposal waits for its place")
    void once() throws IOException {
        talks.stopRelay();
        assertThat(propose(first)).extracting(Moving.Outcome::refused).containsExactly(Optional.empty());

        assertThat(state(first)).isEqualTo(new Moving.State.OnItsWay());
        assertThat(propose(first))
                .extracting(one -> one.refused().map(Refusal::key))
                .containsExactly(Optional.of("roster.already-proposed"));
    }

    @Test
    @DisplayName("not at all where nobody answers under that key: no room is proposed")
    void silent() throws IOException {
        there.close();

        assertThat(TestTable.keyOf(oman.desk().moving().plan(table, to))).isEqualTo("room.move-silent");
        assertThat(TestTable.keyOf(oman.desk().moving().propose(table, to, List.of(first.room(), second.room()), "")))
                .isEqualTo("room.move-silent");
        assertThat(oman.desk().changes().open(first)).isEmpty();
        assertThat(TestTable.keyOf(oman.desk().moving().propose(table, to, List.of(), "")))
                .isEqualTo("moves.no-room");
    }
}
