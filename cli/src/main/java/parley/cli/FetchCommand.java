package parley.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import parley.cli.link.NodeClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code parley fetch}: writes an attachment of a message into a file. */
@Command(
        name = "fetch",
        description = "Write an attachment into a file. It leaves the vault by this: the file is in clear.",
        mixinStandardHelpOptions = true)
final class FetchCommand extends AtNode {
    @Parameters(index = "0", paramLabel = "ROOM", description = "Name, or the beginning of the id.")
    @SuppressWarnings("NullAway.Init")
    private String room;

    @Parameters(index = "1", paramLabel = "INDEX", description = "The line that names it, as parley read prints it.")
    private long index;

    @Parameters(index = "2", arity = "0..1", paramLabel = "WHICH", description = "Which of its attachments, from 0.")
    private int which;

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
        String path =
                Places.path(new Places(node).room(table, room).ref()) + "/lines/" + index + "/attachments/" + which;
        long written;
        OwnerFiles.mustBeNew(file);
        try (InputStream in = node.open("GET", path, new byte[0])) {
            written = OwnerFiles.writeNew(file, in);
        }
        if (json()) {
            printJson(new Written(file.toString(), written));
        } else {
            out().println(written + " bytes in " + file);
        }
    }

    private record Written(String file, long bytes) {}
}
