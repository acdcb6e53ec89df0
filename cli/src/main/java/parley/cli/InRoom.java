package parley.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import parley.cli.link.NodeClient;
import parley.node.desk.RoomRef;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The room that a command is about, first of what stands behind its name. */
final class InRoom {
    @Parameters(index = "0", paramLabel = "ROOM", description = "Name, or the beginning of the id.")
    @SuppressWarnings("NullAway.Init") // picocli sets it before it runs anything
    private String room;

    @Option(names = "--table", description = "Which table, when rooms of several have this name.")
    private @Nullable String table;

    RoomRef at(NodeClient node) throws IOException {
        return new Places(node).room(table, room).ref();
    }

    /** Where the node's API has it. */
    String path(NodeClient node) throws IOException {
        return Places.path(at(node));
    }
}
