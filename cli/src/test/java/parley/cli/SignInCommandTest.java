package parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.base.Secret;
import parley.cli.link.NodeClient;
import parley.cli.link.VaultTransport;
import parley.node.Node;
import parley.node.api.Api;
import parley.node.api.ApiToken;
import parley.node.desk.NodeGate;
import picocli.CommandLine;

/** How somebody whose browser was closed comes back to the pages of a node that goes on. */
final class SignInCommandTest {
    private static final int SIGNED_IN = 303;
    private static final int NOT_SIGNED_IN = 403;

    @TempDir
    private Path folder;

    private final HttpClient browser = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private NodeHost host;

    @BeforeEach
    void start() throws IOException {
        host = NodeHost.start(folder, 0);
    }

    @AfterEach
    void stop() {
        browser.shutdownNow();
        host.close();
    }

    @Test
    void the_link_signs_one_browser_in_once() throws Exception {
        String link = link();
        assertThat(link).matches(host.origin() + "/enter#[A-Za-z0-9_-]{43}");
        assertThat(enter(link)).isEqualTo(SIGNED_IN);
        assertThat(enter(link)).isEqualTo(NOT_SIGNED_IN);
    }

    @Test
    void an_earlier_link_is_void_be_it_that_of_the_start() throws Exception {
        String start = host.signInLink();
        String first = link();
        String second = link();
        assertThat(enter(start)).isEqualTo(NOT_SIGNED_IN);
        assertThat(enter(first)).isEqualTo(NOT_SIGNED_IN);
        assertThat(enter(second)).isEqualTo(SIGNED_IN);
    }

    @Test
    void it_works_while_the_node_is_locked_and_unlocks_nothing() throws Exception {
        try (Secret passphrase = Secret.wrap("one horse battery".getBytes(StandardCharsets.UTF_8))) {
            host.gate().create(passphrase);
        }
        host.gate().lock();
        assertThat(enter(link())).isEqualTo(SIGNED_IN);
        assertThat(host.gate().state()).isInstanceOf(NodeGate.State.Locked.class);
        assertThat(host.gate().desk()).isEmpty();
    }

    @Test
    void who_does_not_show_the_token_gets_no_link_and_voids_none() throws Exception {
        String link = link();
        HttpRequest stranger = HttpRequest.newBuilder(URI.create(host.origin() + "/api/v1/gate/sign-in"))
                .header(ApiToken.HEADER, "0".repeat(64))
                .POST(BodyPublishers.noBody())
                .build();
        assertThat(browser.send(stranger, BodyHandlers.ofString()))
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(401))
                .satisfies(answer -> assertThat(answer.body()).doesNotContain("/enter"));
        assertThat(enter(link)).isEqualTo(SIGNED_IN);
    }

    @Test
    void a_vault_that_is_open_for_one_command_has_no_pages() throws IOException {
        Path other = folder.resolve("other");
        Node node = Vaults.take(other);
        try (NodeClient alone =
                new NodeClient(new VaultTransport(new Api(node.gate(), Sentences::of), () -> Vaults.close(node)))) {
            assertThatThrownBy(() -> new SignInCommand().run(alone))
                    .isInstanceOf(Stop.class)
                    .hasMessageContaining("no pages");
        }
    }

    /** What the command prints, which is the link and nothing else. */
    private String link() {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        assertThat(Main.execute(command, "sign-in", "--data", folder.toString()))
                .isZero();
        assertThat(err.toString()).isEmpty();
        return out.toString().strip();
    }

    /** As the page behind a link gives the code in. */
    private int enter(String link) throws IOException, InterruptedException {
        HttpRequest form = HttpRequest.newBuilder(URI.create(host.origin() + "/enter"))
                .header("Origin", host.origin())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("code=" + link.substring(link.indexOf('#') + 1)))
                .build();
        return browser.send(form, BodyHandlers.discarding()).statusCode();
    }
}
