package parley.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import parley.cli.demo.Demo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code parley demo}: a relay and three nodes on this machine, for looking at, or a scripted talk through them. */
@Command(
        name = "demo",
        description = {
            "Start a relay and three nodes (Israel, Iran, Oman) as separate processes of this machine.",
            "Nothing is open to the outside. Ctrl-C stops all of them."
        },
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    private static final int LEAST_PORT = 1024;
    private static final int MOST_PORT = 65_000;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description =
                    "Keep everything there, and go on from there (default: a temporary folder, deleted at the end).")
    private @Nullable Path dir;

    @Option(
            names = "--port-base",
            paramLabel = "N",
            description = "First of five ports (default: the first free ones from 7400).")
    private int portBase;

    @Option(
            names = "--headless",
            description = "Hold a scripted talk through the nodes' APIs instead of waiting for browsers.")
    private boolean headless;

    @Option(names = "--once", description = "With --headless: stop everything after the talk.")
    private boolean once;

    @Option(
            names = "--json",
            description = "Print one JSON object on standard output; progress goes to standard error.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (once && !headless) {
            throw Stop.bad("--once goes with --headless");
        }
        if (portBase != 0 && (portBase < LEAST_PORT || portBase > MOST_PORT)) {
            throw Stop.bad("--port-base is from " + LEAST_PORT + " to " + MOST_PORT);
        }
        try (Demo demo = Demo.in(
                dir,
                portBase,
                json,
                spec.commandLine().getOut(),
                spec.commandLine().getErr())) {
            boolean good = headless ? demo.scripted(once) : demo.forPeople();
            return good ? Stop.DONE : Stop.NO;
        }
    }
}
