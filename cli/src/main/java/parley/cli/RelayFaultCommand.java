package parley.cli;

import java.io.IOException;
import parley.cli.link.NodeClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code parley relay-fault}: writes the proof that a relay signed two histories into a file that anybody can verify. */
@Command(
        name = "relay-fault",
        description = {
            "Write the proof that a room's relay signed two histories into a file, for parley verify.",
            "Exit code 1 when this node holds no such proof."
        },
        mixinStandardHelpOptions = true)
final class RelayFaultCommand extends AtNode {
    @Mixin
    private InRoom room = new InRoom();

    @Mixin
    private OutFile file = new OutFile();

    @Override
    protected void run(NodeClient node) throws IOException {
        byte[] fault = node.raw(room.path(node) + "/relay-fault");
        OwnerFiles.writeNew(file.path(), fault);
        out().println("Proof of the relay's fault: " + file);
    }
}
