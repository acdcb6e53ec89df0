package parley.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import parley.cli.link.NodeClient;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code parley fetch}: an attachment of a message into a file, or only into the vault; and breaking that off. */
@Command(
        name = "fetch",
        description =
                "Write an attachment into a file: it leaves the vault by this, in clear. Or only fetch it into the vault, or break that off.",
        mixinStandardHelpOptions = true)
final class FetchCommand extends AtNode {
    @Mixin
    private InRoom room = new InRoom();

    @Parameters(index = "1", paramLabel = "INDEX", description = "The line that names it, as parley read prints it.")
    private long index;

    @Parameters(index = "2", arity = "0..1", paramLabel = "WHICH", description = "Which of its attachments, from 0.")
    private int which;

    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // picocli refuses a call without one
    private Where where;

    /** Where it goes, if anywhere. */
    private static final class Where {
        @Option(
                names = "--out",
                required = true,
                paramLabel = "FILE",
                description = "Where to write it; never over a file.")
        private @Nullable Path out;

        @Option(
                names = "--into-vault",
                required = true,
                description = "Let the node that runs fetch it into its vault; the command doesn't wait for it.")
        private boolean intoVault;

        @Option(
                names = "--break-off",
                required = true,
                description = "Break off a fetch that goes on, whoever began it; what was fetched stays.")
        private boolean breakOff;
    }

    @Override
    protected void run(NodeClient node) throws IOException {
        String path = room.path(node) + "/lines/" + index + "/attachments/" + which;
        if (where.out != null) {
            write(node, path, where.out);
        } else if (where.intoVault) {
            node.post(path + "/fetch");
        } else if (where.breakOff) {
            node.delete(path + "/fetch");
        }
    }

    private void write(NodeClient node, String path, Path file) throws IOException {
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
