package parley.cli;

import java.io.IOException;
import java.nio.file.Path;
import parley.base.Bytes;
import parley.cli.link.NodeClient;
import parley.node.api.Inputs;
import parley.node.api.Outputs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code parley accept}: takes the seat that an invitation offers. */
@Command(name = "accept", description = "Take the seat that an invitation offers.", mixinStandardHelpOptions = true)
final class AcceptCommand extends AtNode {
    @Parameters(paramLabel = "FILE", description = "The invitation.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(names = "--cover", required = true, paramLabel = "NAME", description = "What this node calls the table.")
    @SuppressWarnings("NullAway.Init")
    private String coverName;

    @Override
    protected void run(NodeClient node) throws IOException {
        Bytes invitation = Bytes.wrap(OwnerFiles.read(file, LookCommand.MOST_INVITATION_BYTES));
        Outputs.TableMade made = node.post(
                "/api/v1/invitations/accept", new Inputs.Accept(invitation, coverName), Outputs.TableMade.class);
        if (json()) {
            printJson(made);
        } else {
            out().println(made.table().toHex());
        }
    }
}
