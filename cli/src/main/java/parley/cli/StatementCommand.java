package parley.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import parley.cli.link.NodeClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code parley statement}: writes a statement on the record into a file that anybody can verify. */
@Command(
        name = "statement",
        description = "Write a statement on the record into a file, for parley verify.",
        mixinStandardHelpOptions = true)
final class StatementCommand extends AtNode {
    @Parameters(index = "0", paramLabel = "ROOM", description = "Name, or the beginning of the id.")
    @SuppressWarnings("NullAway.Init")
    private String room;

    @Parameters(index = "1", paramLabel = "INDEX", description = "The line, as parley read prints it.")
    private long index;

    @Option(names = "--table", description = "Which table, when rooms of several have this name.")
    private @Nullable String table;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "Where to write it; never over a file.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Override
    protected void run(NodeClient node) throws IOException {
        byte[] statement =
                node.raw(Places.path(new Places(node).room(table, room).ref()) + "/lines/" + index + "/statement");
        OwnerFiles.writeNew(file, statement);
        out().println("Statement: " + file);
    }
}
