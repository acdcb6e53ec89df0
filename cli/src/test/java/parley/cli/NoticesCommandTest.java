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
import org.junit.jupiter.api.Test;
import parley.cli.link.NodeClient;
import parley.cli.link.Transport;
import parley.node.api.ApiJson;
import parley.node.api.Outputs;
import parley.node.desk.Notice;
import parley.node.desk.Rooms;
import parley.protocol.seat.Fact;
import picocli.CommandLine;

/** What people do with the node's own notices at the terminal. */
final class NoticesCommandTest {
    private static final Notice LEAPT =
            new Notice("node.clock-leapt", List.of(), Notice.Grade.CARE, Instant.parse("2026-11-29T00:00:00Z"));

    private final StringWriter out = new StringWriter();
    private final List<String> posted = new ArrayList<>();

    private void notices(String... options) throws IOException {
        NoticesCommand command = new NoticesCommand();
        new CommandLine(command).setOut(new PrintWriter(out, true)).parseArgs(options);
        try (NodeClient node = new NodeClient(new OneNotice())) {
            command.run(node);
        }
    }

    @Test
    void each_of_the_nodes_own_says_by_which_key_it_is_taken_off_the_list() throws IOException {
        notices();
        assertThat(out.toString()).contains("parley notices --seen node.clock-leapt");
        assertThat(posted).as("nothing is taken off by looking").isEmpty();
    }

    @Test
    void the_one_that_was_seen_is_acknowledged_as_it_stands() throws IOException {
        notices("--seen", "node.clock-leapt");
        assertThat(posted)
                .singleElement()
                .satisfies(body -> assertThat(body).contains("node.clock-leapt", "2026-11-29T00:00:00Z"));
    }

    @Test
    void a_key_that_no_notice_has_acknowledges_nothing() {
        assertThatThrownBy(() -> notices("--seen", "node.clock")).hasMessage("this node has no notice of that key");
        assertThat(posted).isEmpty();
    }

    @Test
    void a_frozen_room_says_why_also_when_its_notice_was_dismissed() throws IOException {
        NodeWithARoom node = new NodeWithARoom().is(new Rooms.Condition.Frozen(Optional.of(Fact.Freeze.HISTORIES)));
        assertThat(node.run(new NoticesCommand()))
                .contains("Harbour, Caucus: ", "The history of this room is not the same everywhere.")
                .contains("Renewal does not bring this one back.");
    }

    @Test
    void a_frozen_room_of_which_nobody_knows_why_says_that_it_is_frozen() throws IOException {
        NodeWithARoom node = new NodeWithARoom().is(new Rooms.Condition.Frozen(Optional.empty()));
        assertThat(node.run(new NoticesCommand())).contains("Harbour, Caucus: This room is frozen on this device");
    }

    @Test
    void a_notice_that_says_why_a_room_is_frozen_is_not_said_twice() throws IOException {
        Notice told = new Notice("room.frozen-histories", List.of(), Notice.Grade.GRAVE, Instant.EPOCH);
        NodeWithARoom node =
                new NodeWithARoom().is(new Rooms.Condition.Frozen(Optional.of(Fact.Freeze.HISTORIES)), told);
        assertThat(node.run(new NoticesCommand())).containsOnlyOnce("The history of this room");
    }

    /** A node with one notice and no table. */
    private final class OneNotice implements Transport {
        @Override
        public Reply call(String method, String target, byte[] body) {
            if (method.equals("POST")) {
                posted.add(new String(body, StandardCharsets.UTF_8));
                return new Reply(204, new ByteArrayInputStream(new byte[0]));
            }
            Object answer = target.equals("/api/v1/tables")
                    ? new Outputs.Tables(List.of())
                    : new Outputs.Notices(List.of(LEAPT));
            return new Reply(200, new ByteArrayInputStream(ApiJson.write(answer)));
        }

        @Override
        public void close() {}
    }
}
