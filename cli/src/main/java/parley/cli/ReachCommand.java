package parley.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import parley.cli.link.NodeClient;
import parley.node.api.Inputs;
import parley.node.desk.People;
import parley.node.desk.Tables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code parley reach}: at which relay somebody wants to be reached and isn't, and saying yes to it. */
@Command(
        name = "reach",
        description =
                "Show at which relay somebody wants to be reached, where nobody here has said yes to it, or say yes.",
        mixinStandardHelpOptions = true)
final class ReachCommand extends AtNode {
    @Parameters(paramLabel = "PERSON", description = "Name, or the beginning of the id.")
    @SuppressWarnings("NullAway.Init")
    private String person;

    @Option(names = "--table", description = "Which table, when there are several.")
    private @Nullable String table;

    @Option(
            names = "--yes",
            paramLabel = "HOST:PORT#KEY",
            description = "Write to them at this relay, as it was shown: refused when they name another by now.")
    private @Nullable String relay;

    @Override
    protected void run(NodeClient node) throws IOException {
        Places places = new Places(node);
        Tables.TableView at = places.table(table);
        People.Person who = places.person(at, person);
        if (relay != null) {
            node.post(Places.path(at) + "/people/" + who.id().toHex() + "/reach", new Inputs.Reach(relay));
            return;
        }
        if (who.elsewhere().isEmpty()) {
            throw Stop.no("they are reached where they want to be");
        }
        People.Elsewhere elsewhere = who.elsewhere().get();
        if (json()) {
            printJson(elsewhere);
            return;
        }
        out().println(elsewhere.relay());
        out().println(
                        elsewhere.waits()
                                ? "What you send to them waits on this device."
                                : "You write to them where they were until now.");
        out().println("Whoever runs it learns from which network address, unless you use a proxy, and when you are at");
        out().println("work. Ask them by another way whether it is meant, then say yes with --yes and this address.");
    }
}
