package parley.cli;

import java.io.IOException;
import java.util.List;
import parley.cli.link.NodeClient;
import parley.node.api.Outputs;
import parley.node.desk.RoomRef;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code parley say}: writes a message into a room. */
@Command(
        name = "say",
        description = "Write a message into a room. The text is read from standard input unless --text gives it.",
        mixinStandardHelpOptions = true)
final class SayCommand extends AtNode {
    @Mixin
    private InRoom room = new InRoom();

    @Mixin
    private Composing message = new Composing();

    @Mixin
    private MeantFor meant = new MeantFor();

    @Override
    protected void run(NodeClient node) throws IOException {
        RoomRef at = room.at(node);
        Outputs.Ticket ticket = node.post(
                Places.path(at) + "/messages" + meant.query(),
                message.message(node, at, List.of(), this::progress),
                Outputs.Ticket.class);
        if (json()) {
            printJson(ticket);
        } else {
            out().println("ticket " + ticket.ticket());
            String infer = message.onRecord() ? "write.infer-on" : "write.infer-off";
            MeantFor.readers(node, at, Sentences.say(infer, List.of())).forEach(out()::println);
        }
    }
}
