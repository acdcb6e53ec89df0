package parley.cli;

import java.io.IOException;
import parley.cli.link.NodeClient;
import parley.cli.term.Shown;
import parley.node.desk.Keeping;
import picocli.CommandLine.Command;

/** {@code parley facts}: a node in numbers. */
@Command(
        name = "facts",
        description = "Print a node in numbers: its version, since when it runs and is open, and how much it holds.",
        mixinStandardHelpOptions = true)
final class FactsCommand extends AtNode {
    private static final String PATH = "/api/v1/facts";

    @Override
    protected void run(NodeClient node) throws IOException {
        if (json()) {
            print(node.raw(PATH));
            return;
        }
        Keeping.NodeFacts facts = node.get(PATH, Keeping.NodeFacts.class);
        out().println("version " + Shown.line(facts.version()));
        out().println("runs since " + facts.started());
        out().println("unlocked since " + facts.unlocked());
        out().println(facts.vaultBytes() + " bytes in its data folder");
        out().println(facts.events() + " events");
        out().println(facts.tables() + " tables, " + facts.rooms() + " rooms");
    }
}
