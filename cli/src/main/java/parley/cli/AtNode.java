package parley.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parley.base.Secret;
import parley.cli.link.HttpTransport;
import parley.cli.link.NodeClient;
import parley.cli.link.Transport;
import parley.cli.term.PassphraseSource;
import parley.node.RunningNode;
import parley.node.api.ApiAccess;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What commands that act at a node have in common: which node, and how its answers are shown.
 *
 * <p>They talk to the node that runs on the data folder. Where none runs, {@code --passphrase-fd} makes them open the vault
 * themselves; what they write then goes out when the node runs next.
 */
public abstract class AtNode implements Callable<Integer> {
    @Option(names = "--data", paramLabel = "DIR", description = "The node's data folder (default: ~/.parley).")
    private @Nullable Path data;

    @Option(
            names = "--passphrase-fd",
            paramLabel = "N",
            description =
                    "Open the vault here when no node runs on it, with the passphrase that file descriptor N gives.")
    private @Nullable Integer passphraseFd;

    @Option(names = "--json", description = "Print the node's answer as JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    /** Does the command; a {@link Stop} ends it with another exit code than 0. */
    protected abstract void run(NodeClient node) throws IOException;

    @Override
    public final Integer call() throws IOException {
        try (NodeClient node = new NodeClient(transport())) {
            run(node);
        }
        out().flush();
        return Stop.DONE;
    }

    protected final Path data() {
        return data == null ? Path.of(System.getProperty("user.home"), ".parley") : data;
    }

    protected final boolean json() {
        return json;
    }

    /** Whether any of these options was given, be it with the value that it has anyway. */
    protected final boolean given(List<String> options) {
        return options.stream().anyMatch(spec.commandLine().getParseResult()::hasMatchedOption);
    }

    protected final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Tells a person at the terminal how far long work is. */
    protected final void progress(String line) {
        spec.commandLine().getErr().println(spec.qualifiedName() + ": " + line);
    }

    /** Prints an answer as it came. */
    protected final void print(byte[] answer) {
        out().println(new String(answer, StandardCharsets.UTF_8));
    }

    /** Prints one of {@code Outputs} or of the desk's views as the API would. */
    protected final void printJson(Object value) {
        print(parley.node.api.ApiJson.write(value));
    }

    private Transport transport() throws IOException {
        if (passphraseFd != null) {
            try (Secret passphrase = new PassphraseSource(System.in).read(OptionalInt.of(passphraseFd), "Passphrase")) {
                Optional<Transport> opened = Vaults.open(data(), passphrase);
                if (opened.isPresent()) {
                    return opened.get();
                }
            }
        }
        String left = ApiAccess.read(data()).isPresent()
                ? " (one that ended without a word left its address; whoever listens there now was told nothing)"
                : "";
        return RunningNode.access(data())
                .<Transport>map(HttpTransport::new)
                .orElseThrow(() -> Stop.bad("no node runs on " + data() + left + "; start one with parley node --data "
                        + data() + ", or give --passphrase-fd"));
    }
}
