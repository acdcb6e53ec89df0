package parley.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import parley.base.Bytes;
import parley.cli.link.NodeClient;
import parley.node.api.Inputs;
import parley.node.api.Outputs;
import parley.node.desk.Tables;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code parley renewal}: the way back to a table for a node that was restored or copied. */
@Command(
        name = "renewal",
        description = "Bring a restored or copied node back to a table.",
        mixinStandardHelpOptions = true,
        subcommands = {RenewalCommand.Ask.class, RenewalCommand.Take.class})
final class RenewalCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "it is renewal ask or renewal take");
    }

    /** {@code parley renewal ask}. */
    @Command(
            name = "ask",
            description = "On the restored node: end all its sessions and make a request for the others.",
            mixinStandardHelpOptions = true)
    static final class Ask extends AtNode {
        @Option(names = "--table", description = "Which table, when there are several.")
        private @Nullable String table;

        @Option(
                names = "--new-keys",
                description =
                        "Make identity and on-record keys anew too: whenever somebody may have copied them. Everybody"
                                + " compares codes again.")
        private boolean newKeys;

        @Option(names = "--out", paramLabel = "FILE", description = "Where to write the request; never over a file.")
        private @Nullable Path file;

        @Override
        protected void run(NodeClient node) throws IOException {
            if (file != null) {
                OwnerFiles.mustBeNew(file);
            }
            byte[] none = {};
            Tables.InvitationOut request = node.ask(
                    "POST",
                    Places.path(new Places(node).table(table)) + (newKeys ? "/renewal/new-keys" : "/renewal"),
                    none,
                    Tables.InvitationOut.class);
            Invitations.handOut(this, "Request for renewal", request, file);
        }
    }

    /** {@code parley renewal take}. */
    @Command(
            name = "take",
            description = "On another node: take the request, then propose to renew its principal in each room.",
            mixinStandardHelpOptions = true)
    static final class Take extends AtNode {
        @Parameters(paramLabel = "FILE", description = "The request.")
        @SuppressWarnings("NullAway.Init")
        private Path file;

        @Option(names = "--table", description = "Which table, when there are several.")
        private @Nullable String table;

        @Override
        protected void run(NodeClient node) throws IOException {
            Bytes request = Bytes.wrap(OwnerFiles.read(file, LookCommand.MOST_INVITATION_BYTES));
            Outputs.PersonTaken taken = node.post(
                    Places.path(new Places(node).table(table)) + "/renewal/take",
                    new Inputs.InvitationFile(request),
                    Outputs.PersonTaken.class);
            if (json()) {
                printJson(taken);
            } else {
                out().println(taken.person().toHex());
                if (taken.newKeys()) {
                    out().println("It comes under other keys than it had: compare codes again before you rely on it.");
                }
            }
        }
    }
}
