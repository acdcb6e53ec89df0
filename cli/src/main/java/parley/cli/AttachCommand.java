package parley.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import parley.cli.link.NodeClient;
import parley.node.api.Inputs;
import parley.node.api.Outputs;
import parley.node.desk.RoomRef;
import parley.talks.message.Direction;
import parley.talks.message.MessageKind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code parley attach}: sends a file into a room, as a message of its own. */
@Command(name = "attach", description = "Send a file into a room.", mixinStandardHelpOptions = true)
final class AttachCommand extends AtNode {
    @Mixin
    private InRoom room = new InRoom();

    @Parameters(index = "1", paramLabel = "FILE", description = "The file; its name goes with it.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(
            names = "--resume",
            description =
                    "Go on with an upload of this file that was broken off; refused if the file was changed since.")
    private boolean resume;

    @Override
    protected void run(NodeClient node) throws IOException {
        RoomRef at = room.at(node);
        Uploads uploads = new Uploads(node, this::progress);
        String upload = resume ? uploads.resume(at, file) : uploads.upload(at, file);
        Outputs.Ticket ticket = node.post(
                Places.path(at) + "/messages",
                new Inputs.Message(
                        MessageKind.PROCEDURAL, "", "en", Direction.LTR, Optional.empty(), false, List.of(upload)),
                Outputs.Ticket.class);
        if (json()) {
            printJson(ticket);
        } else {
            out().println("ticket " + ticket.ticket());
        }
    }
}
