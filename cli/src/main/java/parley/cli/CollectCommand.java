package parley.cli;

import java.io.IOException;
import java.util.List;
import parley.cli.link.NodeClient;
import parley.node.api.Inputs;
import parley.node.api.Outputs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code parley collect}: fetches the invitation that twelve words locate at a relay. */
@Command(
        name = "collect",
        description =
                "Fetch the invitation that twelve words locate at a relay. The words are read from standard input when none are given.",
        mixinStandardHelpOptions = true)
final class CollectCommand extends AtNode {
    /** Twelve words of at most a few dozen letters. */
    private static final int MOST_LINE_BYTES = 1024;

    @Parameters(
            arity = "0..12",
            paramLabel = "WORD",
            description = "The words; other programs can see them here, so prefer standard input.")
    private List<String> words = List.of();

    @Option(names = "--relay", required = true, paramLabel = "HOST:PORT#KEY", description = "The relay's address.")
    @SuppressWarnings("NullAway.Init")
    private String relay;

    @Mixin
    private OutFile file = new OutFile();

    @Override
    protected void run(NodeClient node) throws IOException {
        List<String> given = words.isEmpty()
                ? List.of(new String(System.in.readNBytes(MOST_LINE_BYTES), java.nio.charset.StandardCharsets.UTF_8)
                        .strip()
                        .split("\\s+"))
                : words;
        Outputs.InvitationFile found = node.post(
                "/api/v1/invitations/collect",
                new Inputs.Collect(given, TablesCommand.relay(relay)),
                Outputs.InvitationFile.class);
        OwnerFiles.writeNew(file.path(), found.file().toArray());
        if (json()) {
            printJson(found);
        } else {
            out().println("Invitation: " + file);
        }
    }
}
