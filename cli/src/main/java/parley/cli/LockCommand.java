package parley.cli;

import java.io.IOException;
import parley.cli.link.NodeClient;
import picocli.CommandLine.Command;

/** {@code parley lock}: locks a running node. */
@Command(name = "lock", description = "Lock a running node: its keys leave memory.", mixinStandardHelpOptions = true)
final class LockCommand extends AtNode {
    @Override
    protected void run(NodeClient node) throws IOException {
        node.post("/api/v1/gate/lock");
    }
}
