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
import parley.node.desk.Keeping;
import picocli.CommandLine;

/** What people see at the terminal of a clock that leapt, and how they say that it is right. */
final class ClockCommandTest {
    private static final Instant NOW = Instant.parse("2029-11-29T08:00:00Z");

    private final StringWriter out = new StringWriter();
    private final List<String> posted = new ArrayList<>();
    private Keeping.Clock clock =
            new Keeping.Clock(NOW, Optional.of(new Keeping.Leap(Instant.parse("2026-11-29T08:00:00Z"), 57, 2, false)));

    private void clock(String... options) throws IOException {
        ClockCommand command = new ClockCommand();
        new CommandLine(command).setOut(new PrintWriter(out, true)).parseArgs(options);
        try (NodeClient node = new NodeClient(new Leapt())) {
            command.run(node);
        }
    }

    @Test
    void a_leap_is_shown_with_what_goes_and_looking_says_nothing() {
        assertThatThrownBy(this::clock)
                .hasMessage("nothing is erased by this date until somebody says that it is right");
        assertThat(out.toString())
                .contains(
                        "2029-11-29T08:00:00Z",
                        "last looked through: 2026-11-29T08:00:00Z",
                        "if it is right: 57, in rooms: 2")
                .contains("parley clock --right 2029-11-29T08:00:00Z");
        assertThat(posted).isEmpty();
    }

    @Test
    void where_not_all_were_counted_it_says_so() {
        clock = new Keeping.Clock(NOW, Optional.of(new Keeping.Leap(NOW, 2000, 3, true)));
        assertThatThrownBy(this::clock).isInstanceOf(Stop.class);
        assertThat(out.toString()).contains("more than 2000");
    }

    @Test
    void the_date_that_was_shown_is_said_to_be_right() throws IOException {
        clock("--right", "2029-11-29T08:00:00Z");
        assertThat(posted).containsExactly("/api/v1/clock/right {\"shown\":\"2029-11-29T08:00:00Z\"}");
        assertThat(out.toString()).doesNotContain("erased for good");
    }

    /** A node whose clock leapt. */
    private final class Leapt implements Transport {
        @Override
        public Reply call(String method, String target, byte[] body) {
            if (method.equals("POST")) {
                posted.add(target + " " + new String(body, StandardCharsets.UTF_8));
                clock = new Keeping.Clock(NOW, Optional.empty());
                return new Reply(204, new ByteArrayInputStream(new byte[0]));
            }
            return new Reply(200, new ByteArrayInputStream(ApiJson.write(clock)));
        }

        @Override
        public void close() {}
    }
}
