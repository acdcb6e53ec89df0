package parley.cli;

import java.io.IOException;
import parley.cli.link.NodeClient;
import parley.node.api.Outputs;
import picocli.CommandLine.Command;

/**
 * {@code parley sign-in}: a way back to the pages of a running node. The link goes to standard output and nowhere else: whoever reads
 * it first is let in.
 */
@Command(
        name = "sign-in",
        description = {
            "Print a fresh link that signs one browser in to a running node's pages, once.",
            "An earlier link that nobody used is void. Works while the node is locked, and unlocks nothing."
        },
        mixinStandardHelpOptions = true)
final class SignInCommand extends AtNode {
    private static final byte[] NOTHING = {};

    @Override
    protected void run(NodeClient node) throws IOException {
        Outputs.SignInLink link = node.ask("POST", "/api/v1/gate/sign-in", NOTHING, Outputs.SignInLink.class);
        if (json()) {
            printJson(link);
        } else {
            out().println(link.signIn());
        }
    }
}
