package parley.cli;

import java.io.IOException;
import parley.cli.link.NodeClient;
import parley.node.api.Outputs;
import parley.node.desk.NodeGate;
import picocli.CommandLine.Command;

/** {@code parley status}: whether a node is locked, paused, or open. */
@Command(
        name = "status",
        description = "Say whether the vault is locked. Exit code 1 unless it is unlocked.",
        mixinStandardHelpOptions = true)
final class StatusCommand extends AtNode {
    @Override
    protected void run(NodeClient node) throws IOException {
        Outputs.Gate gate = node.get("/api/v1/gate", Outputs.Gate.class);
        if (json()) {
            printJson(gate);
        } else {
            out().println(text(gate.state()));
        }
        out().flush();
        if (!(gate.state() instanceof NodeGate.State.Unlocked)) {
            throw Stop.no("the vault isn't unlocked");
        }
    }

    private static String text(NodeGate.State state) {
        return switch (state) {
            case NodeGate.State.Fresh _ -> "no vault yet";
            case NodeGate.State.Locked locked ->
                "locked"
                        + locked.pausedUntil()
                                .map(until -> ", no passphrase is tried before " + until)
                                .orElse("");
            case NodeGate.State.Opening _ -> "opening";
            case NodeGate.State.Unlocked unlocked -> "unlocked since " + unlocked.since();
            case NodeGate.State.Unusable unusable -> "unusable: " + Sentences.happened(unusable.what());
        };
    }
}
