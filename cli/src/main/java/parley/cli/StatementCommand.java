package parley.cli;

import java.io.IOException;
import parley.cli.link.NodeClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Mixin
    private OutFile file = new OutFile();

    @Override
    protected void run(NodeClient node) throws IOException {
        byte[] statement = node.raw(room.path(node) + "/lines/" + index + "/statement");
        OwnerFiles.writeNew(file.path(), statement);
        out().println("Statement: " + file);
    }
}
