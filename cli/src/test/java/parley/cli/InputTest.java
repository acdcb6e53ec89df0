package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Randomness;
import parley.node.api.ApiAccess;
import parley.node.api.ApiToken;
import picocli.CommandLine;

@DisplayName("What is given to a command")
class InputTest {
    @TempDir
    private Path dir;

    private final StringWriter err = new StringWriter();

    private int run(String... words) {
        CommandLine command = Main.commandLine().setErr(new PrintWriter(err));
        return Main.execute(command, words);
    }

    @Test
    @DisplayName("is sent as it is or not at all: a message that is no UTF-8 is refused")
    void text() {
        assertThat(TypedWords.text("שלום\n".getBytes(StandardCharsets.UTF_8))).isEqualTo("שלום");
        assertThatThrownBy(() -> TypedWords.text("café".getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(Stop.class)
                .hasMessageContaining("not text in UTF-8");
        assertThatThrownBy(() -> TypedWords.argument("caf\uFFFD"))
                .isInstanceOf(Stop.class)
                .hasMessageContaining("standard input");
    }

    @Test
    @DisplayName("as a file may be no folder")
    void folder() {
        assertThat(run("verify", dir.toString())).isEqualTo(Stop.BAD);
        assertThat(err.toString()).contains("is a folder, not a file").hasLineCount(1);
        assertThatThrownBy(() -> OwnerFiles.create(dir))
                .isInstanceOf(Stop.class)
                .hasMessageContaining("is a folder; name a file in it");
    }

    @Test
    @DisplayName("goes to nobody who listens where a node was that is gone")
    void goneNode() throws IOException {
        try (ServerSocket stranger = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            stranger.setSoTimeout(1);
            ApiAccess.of("http://127.0.0.1:" + stranger.getLocalPort(), ApiToken.fresh(Randomness.system()))
                    .write(dir);

            assertThat(run("status", "--data", dir.toString())).isEqualTo(Stop.BAD);

            assertThat(err.toString()).contains("no node runs on", "was told nothing");
            assertThatThrownBy(stranger::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @CommandLine.Command(name = "greedy")
    private static final class Greedy implements Runnable {
        @Override
        public void run() {
            throw new OutOfMemoryError("Java heap space");
        }
    }

    @Test
    @DisplayName("may be more than the memory holds: that is said in one line, whatever the command")
    void tooMuch() {
        CommandLine command = Main.commandLine().addSubcommand(new Greedy()).setErr(new PrintWriter(err));
        assertThat(Main.execute(command, "greedy")).isEqualTo(Stop.FAULT);
        assertThat(err.toString())
                .contains("the memory that Java may use is not enough", "PARLEY_JAVA_OPTS=-Xmx")
                .doesNotContain("Error")
                .hasLineCount(1);
    }

    @Test
    @DisplayName("as a relay's host must have an address")
    void host() {
        assertThat(run("relay", "--data", dir.resolve("relay").toString(), "--listen", "no-such-host.invalid:0"))
                .isEqualTo(Stop.BAD);
        assertThat(err.toString())
                .contains("finds no address for the name no-such-host.invalid")
                .hasLineCount(1);
    }

    @Test
    @DisplayName("as the way of comparing counts as on the page")
    void how() throws IOException {
        assertThat(Heard.how(true, "in person")).isEqualTo("In person");
        assertThat(Heard.how(true, "Voice")).isEqualTo("By voice, I know the voice");
        assertThat(Heard.how(false, "unknown-voice")).isEqualTo("By voice, I do not know the voice well");
        assertThat(Heard.how(false, "a letter")).isEqualTo("In another way");
        assertThatThrownBy(() -> Heard.how(true, "unknown voice"))
                .isInstanceOfSatisfying(
                        Stop.class, stop -> assertThat(stop.code()).isEqualTo(Stop.NO))
                .hasMessageContaining("nothing is compared");
        assertThatThrownBy(() -> Heard.how(true, "a letter"))
                .isInstanceOfSatisfying(
                        Stop.class, stop -> assertThat(stop.code()).isEqualTo(Stop.BAD));
    }
}
