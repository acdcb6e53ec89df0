package parley.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import parley.cli.link.NodeClient;
import parley.node.api.Inputs;
import parley.node.desk.Keeping;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code parley lost}: which parts of the vault the disk lost, and gives them up. */
@Command(
        name = "lost",
        description =
                "Look at every part of the vault and say which can no longer be read, or give those up: backups are made "
                        + "without them then, and files that nothing names are collected again. What stands there is kept "
                        + "until something is written over it. Exit 1 where something is lost that nobody gave up.",
        mixinStandardHelpOptions = true)
final class LostCommand extends AtNode {
    @Option(
            names = "--give-up",
            paramLabel = "N",
            description = "Give up what is lost: as many damaged parts as were shown, 0 where only parts are gone.")
    private @Nullable Long damaged;

    @Override
    protected void run(NodeClient node) throws IOException {
        Long given = damaged;
        if (given != null) {
            node.post("/api/v1/lost/give-up", new Inputs.GiveUp(given));
        }
        Keeping.Lost lost = node.get("/api/v1/lost", Keeping.Lost.class);
        if (json()) {
            printJson(lost);
        } else {
            tell(lost);
        }
        if (lost.keepsFiles()) {
            out().flush();
            throw Stop.no("something is lost that nobody gave up");
        }
    }

    private void tell(Keeping.Lost lost) {
        out().println("damaged parts: " + lost.damaged());
        lost.names().forEach(name -> out().println("    " + name));
        out().println("given up: " + lost.givenUp());
        if (lost.keepsFiles()) {
            out().println("to give up what is lost: parley lost --give-up " + lost.damaged());
        }
    }
}
