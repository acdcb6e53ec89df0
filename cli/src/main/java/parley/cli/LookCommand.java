package parley.cli;

import java.io.IOException;
import java.nio.file.Path;
import parley.base.Bytes;
import parley.cli.link.NodeClient;
import parley.cli.term.Shown;
import parley.node.api.Inputs;
import parley.node.desk.Tables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code parley look}: what an invitation says of itself, before anybody answers it. */
@Command(name = "look", description = "Show what an invitation says; changes nothing.", mixinStandardHelpOptions = true)
final class LookCommand extends AtNode {
    /** An invitation is below 10 KiB; a larger file isn't one. */
    static final int MOST_INVITATION_BYTES = 64 * 1024;

    @Parameters(paramLabel = "FILE", description = "The invitation.")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Override
    protected void run(NodeClient node) throws IOException {
        Bytes invitation = Bytes.wrap(OwnerFiles.read(file, MOST_INVITATION_BYTES));
        Tables.InvitationIn says =
                node.post("/api/v1/invitations/look", new Inputs.InvitationFile(invitation), Tables.InvitationIn.class);
        if (json()) {
            printJson(says);
            return;
        }
        out().printf(
                        "It says it is from %s (%s), for %s (%s), at relay %s, until %s.%n",
                        Shown.line(says.from()),
                        Texts.role(says.fromRole()),
                        Shown.line(says.yourName()),
                        Texts.role(says.yourRole()),
                        says.relay().authority(),
                        says.expires());
        out().println("Nothing of this is proven before codes are compared.");
    }
}
