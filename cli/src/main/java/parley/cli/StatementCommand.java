package parley.cli;

import java.io.IOException;
import java.nio.file.Path;
import parley.cli.link.NodeClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code parley statement}: writes a statement on the record into a file that anybody can verify. */
@Command(
        name = "statement",
        description = "Write a statement on the record into a file, for parley verify.",
        mixinStandardHelpOptions = true)
final class StatementCommand extends AtNode {
    @Mixin
    private InRoom room = new InRoom();

    @Parameters(index = "1", paramLabel = "INDEX", description = "The line, as parley read prints it.")
    private long index;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "Where to write it; never over a file.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Override
    protected void run(NodeClient node) throws IOException {
        byte[] statement = node.raw(room.path(node) + "/lines/" + index + "/statement");
        OwnerFiles.writeNew(file, statement);
        out().println("Statement: " + file);
    }
}
