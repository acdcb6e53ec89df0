package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Head;
import parley.base.PrincipalId;
import parley.base.Role;
import parley.base.RoomId;
import parley.base.TableId;
import parley.cli.link.NodeClient;
import parley.cli.link.Transport;
import parley.node.api.ApiJson;
import parley.node.api.Outputs;
import parley.node.desk.People;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
import parley.node.desk.Tables;
import parley.protocol.port.RelayAddress;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;
import picocli.CommandLine;

/** {@code parley rooms consent} shows what is asked, and takes a yes to that alone. */
final class RoomConsentCommandTest {
    private static final RelayAddress RELAY = new RelayAddress("far.example", 7400, Bytes.wrap(new byte[32]));
    private static final RoomRef ROOM = new RoomRef(new TableId(Hash.of("table")), new RoomId(Hash.of("room")));
    private static final PrincipalId OMAN = new PrincipalId(Hash.of("Oman"));
    private static final Hash ASKING = Hash.of("what Oman asks");

    private final StringWriter out = new StringWriter();
    private final List<String> posted = new ArrayList<>();
    private Rooms.Condition condition = new Rooms.Condition.Asked(OMAN, "Oman", ASKING, true);

    private void consent(String... options) throws IOException {
        RoomConsentCommand command = new RoomConsentCommand();
        String[] words = new String[options.length + 1];
        words[0] = "Caucus";
        System.arraycopy(options, 0, words, 1, options.length);
        new CommandLine(command).setOut(new PrintWriter(out, true)).parseArgs(words);
        try (NodeClient node = new NodeClient(new OneRoom())) {
            command.run(node);
        }
    }

    @Test
    void shows_who_asks_who_would_read_where_it_lies_and_what_a_yes_names() throws IOException {
        consent();
        assertThat(out.toString())
                .contains("Oman asks you to join Caucus", "would read: Oman", RELAY.text(), ASKING.toHex());
        assertThat(posted).as("nothing is answered by looking").isEmpty();
    }

    @Test
    void shows_no_asking_to_say_yes_to_where_nobody_waits_for_it_any_more() throws IOException {
        condition = new Rooms.Condition.Asked(OMAN, "Oman", ASKING, false);
        consent();
        assertThat(out.toString()).contains("join once somebody asks again").doesNotContain(ASKING.toHex());
    }

    @Test
    void rules_says_to_which_asking_the_Rules_belong_that_it_prints() throws IOException {
        RulesCommand command = new RulesCommand();
        StringWriter beside = new StringWriter();
        new CommandLine(command)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(beside, true))
                .parseArgs("Caucus");
        try (NodeClient node = new NodeClient(new OneRoom())) {
            command.run(node);
        }
        assertThat(beside.toString()).contains("asking " + ASKING.toHex());
        assertThat(out.toString()).as("a file of Rules").startsWith("{").doesNotContain(ASKING.toHex());
    }

    @Test
    void hands_on_the_asking_that_a_yes_names_and_none_of_its_own() throws IOException {
        String shownBefore = Hash.of("what Oman asked before").toHex();
        consent("--yes", shownBefore);
        assertThat(posted).containsExactly("{\"type\":\"Join\",\"asking\":\"" + shownBefore + "\"}");
    }

    @Test
    void declines_without_it() throws IOException {
        consent("--decline");
        assertThat(posted).containsExactly("{\"type\":\"Decline\"}");
    }

    @Test
    void answers_nothing_by_what_is_no_asking_and_where_nobody_asks() {
        assertThatThrownBy(() -> consent("--yes", RELAY.text())).hasMessageContaining("64 digits");
        condition = new Rooms.Condition.Open();
        assertThatThrownBy(this::consent).hasMessage("nobody asks you to join this room");
        assertThat(posted).isEmpty();
    }

    /** A node with one table and one room. */
    private final class OneRoom implements Transport {
        @Override
        public Reply call(String method, String target, byte[] body) {
            if (method.equals("POST")) {
                posted.add(new String(body, StandardCharsets.UTF_8));
                return new Reply(204, new ByteArrayInputStream(new byte[0]));
            }
            Object answer = target.equals("/api/v1/tables") ? new Outputs.Tables(List.of(table())) : view();
            return new Reply(200, new ByteArrayInputStream(ApiJson.write(answer)));
        }

        @Override
        public void close() {}
    }

    private Tables.TableView table() {
        return new Tables.TableView(
                ROOM.table(),
                "Harbour",
                new PrincipalId(Hash.of("Israel")),
                "Israel",
                Role.PARTY,
                RELAY,
                List.of(RELAY),
                new Tables.Connection(true, Optional.empty(), 0, false, Optional.empty()),
                1,
                List.of(new Rooms.RoomBrief(ROOM, "Caucus", RoomKind.CAUCUS, condition, 0, Optional.empty(), false)),
                List.of(),
                false,
                Optional.empty(),
                List.of());
    }

    private Rooms.RoomView view() {
        return new Rooms.RoomView(
                ROOM,
                "Caucus",
                RoomKind.CAUCUS,
                Rules.standard(),
                condition,
                0,
                0,
                new Head(0, Hash.of("head")),
                3,
                List.of(new Rooms.Member(
                        OMAN,
                        "Oman",
                        Role.MEDIATOR,
                        0,
                        false,
                        new People.Standing.Unverified(),
                        false,
                        OptionalLong.empty(),
                        Optional.empty())),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                RELAY,
                false,
                Optional.empty(),
                List.of(),
                0,
                0,
                OptionalLong.empty(),
                0,
                Instant.EPOCH);
    }
}
