package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import parley.cli.link.NodeClient;
import parley.cli.link.Transport;
import parley.node.api.ApiJson;
import parley.node.desk.Keeping;
import picocli.CommandLine;

/** What people see of lost parts of the vault at the terminal, and how they give them up. */
final class LostCommandTest {
    private final StringWriter out = new StringWriter();
    private final List<String> posted = new ArrayList<>();
    private Keeping.Lost lost = new Keeping.Lost(2, List.of("0123456789abcdef", "fedcba9876543210"), 0, true);

    private void lost(String... options) throws IOException {
        LostCommand command = new LostCommand();
        new CommandLine(command).setOut(new PrintWriter(out, true)).parseArgs(options);
        try (NodeClient node = new NodeClient(new Rotten())) {
            command.run(node);
        }
    }

    @Test
    void damaged_parts_are_named_and_counted_and_looking_gives_nothing_up() {
        assertThatThrownBy(this::lost).hasMessage("something is lost that nobody gave up");
        assertThat(out.toString())
                .contains("damaged parts: 2", "0123456789abcdef", "fedcba9876543210", "parley lost --give-up 2");
        assertThat(posted).isEmpty();
    }

    @Test
    void as_many_as_were_shown_are_given_up() {
        assertThatCode(() -> lost("--give-up", "2")).doesNotThrowAnyException();
        assertThat(posted).containsExactly("{\"damaged\":2}");
        assertThat(out.toString()).contains("damaged parts: 0", "given up: 2");
    }

    /** A node of which two parts rotted. */
    private final class Rotten implements Transport {
        @Override
        public Reply call(String method, String target, byte[] body) {
            if (method.equals("POST")) {
                posted.add(new String(body, StandardCharsets.UTF_8));
                lost = new Keeping.Lost(0, List.of(), 2, false);
                return new Reply(204, new ByteArrayInputStream(new byte[0]));
            }
            return new Reply(200, new ByteArrayInputStream(ApiJson.write(lost)));
        }

        @Override
        public void close() {}
    }
}
