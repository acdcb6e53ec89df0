package parley.cli;

import java.io.IOException;
import java.nio.file.Path;
import parley.cli.link.NodeClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "Where to write it; never over a file.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Override
    protected void run(NodeClient node) throws IOException {
        byte[] fault = node.raw(room.path(node) + "/relay-fault");
        OwnerFiles.writeNew(file, fault);
        out().println("Proof of the relay's fault: " + file);
    }
}
