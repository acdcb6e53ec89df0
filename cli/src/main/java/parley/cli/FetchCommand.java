package parley.cli;

import java.io.IOException;
import java.io.InputStream;
import parley.cli.link.NodeClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code parley fetch}: writes an attachment of a message into a file. */
@Command(
        name = "fetch",
        description = "Write an attachment into a file. It leaves the vault by this: the file is in clear.",
        mixinStandardHelpOptions = true)
final class FetchCommand extends AtNode {
    @Mixin
    private InRoom room = new InRoom();

    @Parameters(index = "1", paramLabel = "INDEX", description = "The line that names it, as parley read prints it.")
    private long index;

    @Parameters(index = "2", arity = "0..1", paramLabel = "WHICH", description = "Which of its attachments, from 0.")
    private int which;

    @Mixin
    private OutFile file = new OutFile();

    @Override
    protected void run(NodeClient node) throws IOException {
        String path = room.path(node) + "/lines/" + index + "/attachments/" + which;
        long written;
        OwnerFiles.mustBeNew(file.path());
        try (InputStream in = node.open("GET", path, new byte[0])) {
            written = OwnerFiles.writeNew(file.path(), in);
        }
        if (json()) {
            printJson(new Written(file.toString(), written));
        } else {
            out().println(written + " bytes in " + file);
        }
    }

    private record Written(String file, long bytes) {}
}
