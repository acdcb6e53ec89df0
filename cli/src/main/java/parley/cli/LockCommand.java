package parley.cli;

import java.io.IOException;
import parley.cli.link.NodeClient;
import parley.node.api.Outputs;
import picocli.CommandLine.Command;

/** {@code parley lock}: locks a running node. */
@Command(name = "lock", description = "Lock a running node: its keys leave memory.", mixinStandardHelpOptions = true)
final class LockCommand extends AtNode {
    private static final byte[] NOTHING = {};

    @Override
    protected void run(NodeClient node) throws IOException {
        Outputs.Locked locked = node.ask("POST", "/api/v1/gate/lock", NOTHING, Outputs.Locked.class);
        if (json()) {
            printJson(locked);
        } else if (locked.waiting() > 0) {
            out().println("files still on the way to the relay: " + locked.waiting()
                    + "; the rest waits until the node is unlocked");
        }
    }
}
