package parley.node.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.Role;
import parley.base.TableId;
import parley.node.desk.Changes.Preview;
import parley.node.desk.Changes.Residue;
import parley.node.desk.Changes.Wish;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
import parley.node.desk.Tables.Connection;
import parley.protocol.port.RelayAddress;
import parley.relay.RelayServer;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;

@Tag("wide")
@DisplayName("Another relay")
final class OtherRelayTest {
    @TempDir
    private Path folder;

    private TestTable talks;
    private TestNode oman;
    private TestNode iran;
    private TableId table;
    private RoomRef room;
    private RelayServer second;

    @BeforeEach
    void sit() {
        talks = new TestTable(folder);
        oman = talks.node("oman");
        iran = talks.node("iran");
        room = talks.caucus(oman, iran);
        table = room.table();
        second = TestRelay.onAnyPort(folder.resolve("second"));
    }

    @AfterEach
    void rise() throws IOException {
        second.close();
        talks.close();
    }

    @Test
    @DisplayName("is where a room lies that was founded there, once all who were asked saw it and said yes")
    void foundedThere() {
        RoomRef there = oman.desk()
                .rooms()
                .plan(
                        table,
                        new Rooms.Wanted(
                                "Elsewhere",
                                RoomKind.CAUCUS,
                                List.of(oman.known(table, "Iran")),
                                3,
                                Rules.standard(),
                                Optional.of(second.address())))
                .orThrow();
        assertThat(oman.desk().rooms().room(there).orElseThrow().relay())
                .as("while the others are being asked")
                .isEqualTo(second.address());
        assertThat(iran.asked(table, "Elsewhere")).isEqualTo(there);
        assertThat(iran.desk().rooms().room(there).orElseThrow().relay()).isEqualTo(second.address());
        assertThat(iran.desk().tables().table(table).orElseThrow().relays())
                .as("before it said yes")
                .containsExactly(talks.relay());

        iran.joins(there);
        oman.awaitOpen(there);
        iran.awaitOpen(there);
        oman.say(there, "Do you hear us here?");
        iran.awaitText(there, "Do you hear us here?");
        assertThat(iran.desk().rooms().room(there).orElseThrow().relay()).isEqualTo(second.address());
        assertThat(iran.desk().tables().table(table).orElseThrow().relays())
                .containsExactly(talks.relay(), second.address());
    }

    @Test
    @DisplayName("is tried before a room is founded there: nobody is asked to where it shows another key or is silent")
    void foundedNowhere() throws IOException {
        assertThat(TestTable.keyOf(foundAt(withOtherKey(second.address())))).isEqualTo("relay.other-key");
        assertThat(TestTable.keyOf(foundAt(new RelayAddress(
                        "127.0.0.1", freePort(), second.address().key()))))
                .isEqualTo("room.relay-silent");
        assertThat(oman.desk().rooms().list(table)).hasSize(1);
    }

    @Test
    @DisplayName("is not called for a room that could be founded nowhere: what this node knows is looked at first")
    void notTriedInVain() throws IOException {
        RelayAddress silent =
                new RelayAddress("127.0.0.1", freePort(), second.address().key());
        assertThat(TestTable.keyOf(foundAt(silent, Rules.MOST_SEATS + 1))).isEqualTo("room.seats");
        assertThat(TestTable.keyOf(oman.desk()
                        .rooms()
                        .plan(
                                table,
                                new Rooms.Wanted(
                                        "Nowhere",
                                        RoomKind.CAUCUS,
                                        List.of(new PrincipalId(Hash.of("nobody here"))),
                                        3,
                                        Rules.standard(),
                                        Optional.of(silent)))))
                .isEqualTo("person.unknown");
    }

    private Result<RoomRef> foundAt(RelayAddress relay) {
        return foundAt(relay, 3);
    }

    private Result<RoomRef> foundAt(RelayAddress relay, int seats) {
        return oman.desk()
                .rooms()
                .plan(
                        table,
                        new Rooms.Wanted(
                                "Nowhere",
                                RoomKind.CAUCUS,
                                List.of(oman.known(table, "Iran")),
                                seats,
                                Rules.standard(),
                                Optional.of(relay)));
    }

    @Test
    @DisplayName(
            "that holds another key than its address names is refused before a move is proposed, and the room goes on")
    void otherKey() {
        Wish wish = new Wish.Move(withOtherKey(second.address()));

        assertThat(TestTable.keyOf(oman.desk().changes().preview(room, wish))).isEqualTo("room.move-other-key");
        assertThat(TestTable.keyOf(oman.desk().changes().propose(room, wish, "")))
                .isEqualTo("room.move-other-key");

        assertThat(oman.desk().changes().open(room)).isEmpty();
        oman.say(room, "Shall we go on here?");
        iran.awaitText(room, "Shall we go on here?");
    }

    @Test
    @DisplayName("that does not answer is refused before a move is proposed")
    void silent() throws IOException {
        Wish wish = new Wish.Move(
                new RelayAddress("127.0.0.1", freePort(), second.address().key()));

        assertThat(TestTable.keyOf(oman.desk().changes().preview(room, wish))).isEqualTo("room.move-silent");
        assertThat(TestTable.keyOf(oman.desk().changes().propose(room, wish, "")))
                .isEqualTo("room.move-silent");
        assertThat(oman.desk().changes().open(room)).isEmpty();
    }

    @Test
    @DisplayName("is tried by who consents to a move, too: it may have gone since it was proposed")
    void consent() throws IOException {
        Hash move = oman.desk()
                .changes()
                .propose(room, new Wish.Move(second.address()), "")
                .orThrow();
        iran.awaitTrue("the proposal", now -> !now.changes().open(room).isEmpty());
        second.close();

        assertThat(TestTable.keyOf(iran.desk().changes().consent(room, move))).isEqualTo("room.move-silent");

        second = TestRelay.again(folder.resolve("second"), second.address().port());
        iran.desk().changes().consent(room, move).orThrow();
        iran.awaitTrue("the move", now -> now.rooms().room(room).orElseThrow().epoch() == 1);
    }

    @Test
    @DisplayName("is where a room that moved hears of silence; the first one’s silence is the table’s")
    void moved() throws IOException {
        Preview preview = oman.desk()
                .changes()
                .preview(room, new Wish.Move(second.address()))
                .orThrow();
        assertThat(preview.learns())
                .contains(new Residue(
                        "learns.relay-tried", List.of(second.address().authority())));
        Hash move = oman.desk()
                .changes()
                .propose(room, new Wish.Move(second.address()), "")
                .orThrow();
        iran.awaitTrue("the proposal", now -> !now.changes().open(room).isEmpty());
        iran.desk().changes().consent(room, move).orThrow();
        oman.awaitTrue("the move", now -> now.rooms().room(room).orElseThrow().epoch() == 1);

        talks.stopRelay();

        oman.awaitTrue(
                "the first relay's silence",
                now -> !now.tables().table(table).orElseThrow().connection().reached());
        var view = oman.desk().rooms().room(room).orElseThrow();
        assertThat(view.relay()).isEqualTo(second.address());
        assertThat(view.staleSince()).isEmpty();
    }

    @Test
    @DisplayName("under another key is told from one that is silent")
    void told() throws IOException {
        RelayAddress first = talks.relay();
        talks.stopRelay();
        try (RelayServer _ = TestRelay.again(folder.resolve("impostor"), first.port())) {
            Connection line = oman.await(
                    "the other key",
                    now -> now.tables()
                            .table(table)
                            .map(view -> view.connection())
                            .filter(Connection::otherKey));
            assertThat(line.reached()).isFalse();
            assertThat(oman.desk().rooms().room(room).orElseThrow().otherKey()).isTrue();
            assertThat(TestTable.keyOf(oman.desk().tables().open("Orchard", "Oman", Role.MEDIATOR, first)))
                    .isEqualTo("relay.other-key");
            assertThat(oman.desk().tables().list()).hasSize(1);
        }
        talks.startRelayAgain(first.port());
        oman.awaitTrue(
                "the first relay again",
                now -> now.tables().table(table).orElseThrow().connection().reached());
    }

    private static RelayAddress withOtherKey(RelayAddress address) {
        byte[] key = address.key().toArray();
        key[0] ^= 1;
        return new RelayAddress(address.host(), address.port(), Bytes.wrap(key));
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }
}
