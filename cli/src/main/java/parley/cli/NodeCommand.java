package parley.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.Secret;
import parley.cli.process.Ready;
import parley.cli.term.PassphraseSource;
import parley.node.api.ApiJson;
import parley.node.desk.Desk;
import parley.node.desk.NodeGate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley node}: runs a node until it is stopped, and prints where its pages are. */
@Command(
        name = "node",
        description = {
            "Run a node: keys, vault, web pages on 127.0.0.1 and JSON API.",
            "Prints its web address and a link that signs one browser in, once."
        },
        mixinStandardHelpOptions = true)
final class NodeCommand implements Callable<Integer> {
    private static final int MOST_PORT = 65_535;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "Its data folder; made when it isn't there.")
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @Option(names = "--port", description = "The port of its pages on 127.0.0.1 (default: any free one).")
    private int port;

    @Option(
            names = "--passphrase-fd",
            paramLabel = "N",
            description =
                    "Unlock at once with the passphrase that file descriptor N gives; makes the vault when there is none.")
    private @Nullable Integer passphraseFd;

    @Option(
            names = "--until-stdin-closes",
            description = "Stop when standard input ends, as a parent process wants it.")
    private boolean untilStdinCloses;

    @Option(names = "--json", description = "Print the line as JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (port < 0 || port > MOST_PORT) {
            throw Stop.bad("--port is from 0 to " + MOST_PORT);
        }
        Logs.quiet();
        try (NodeHost host = NodeHost.start(data, port)) {
            Staying staying = new Staying(host::close);
            say(new Ready.OfNode(host.origin(), host.signInLink(), data.toString()));
            if (passphraseFd != null) {
                try (Secret passphrase =
                        new PassphraseSource(System.in).read(OptionalInt.of(passphraseFd), "Passphrase")) {
                    unlock(host.gate(), passphrase);
                }
            }
            if (untilStdinCloses) {
                staying.untilEndOf(System.in);
            }
            staying.await();
        }
        return Stop.DONE;
    }

    private void say(Ready.OfNode ready) {
        spec.commandLine()
                .getOut()
                .println(
                        json
                                ? new String(ApiJson.write(ready), StandardCharsets.UTF_8)
                                : ready.web() + "  sign in once: " + ready.signIn());
        spec.commandLine().getOut().flush();
    }

    private static void unlock(NodeGate gate, Secret passphrase) {
        Result<Desk> opened =
                gate.state() instanceof NodeGate.State.Fresh ? gate.create(passphrase) : gate.unlock(passphrase);
        if (opened instanceof Result.Refused<Desk>(Refusal why)) {
            throw Stop.no(Sentences.of(why));
        }
    }
}
