package parley.cli.drive;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import parley.cli.link.NodeClient;
import parley.node.api.Inputs;
import parley.node.api.Outputs;
import parley.node.desk.RoomRef;
import parley.talks.message.Direction;
import parley.talks.message.MessageKind;

/** Hands a plain statement in English to a node. */
public final class Saying {
    private Saying() {}

    /** Returns when the node has taken it: sealed, or waiting to be, and durable. */
    public static void say(NodeClient node, RoomRef room, String text) throws IOException {
        node.post(
                Paths.room(room) + "/messages",
                new Inputs.Message(
                        MessageKind.STATEMENT, text, "en", Direction.LTR, Optional.empty(), false, List.of()),
                Outputs.Ticket.class);
    }
}
