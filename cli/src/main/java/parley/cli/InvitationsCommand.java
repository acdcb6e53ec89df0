package parley.cli;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.cli.link.NodeClient;
import parley.cli.term.Shown;
import parley.node.api.Outputs;
import parley.node.desk.Tables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code parley invitations}: the invitations that this node handed out, and whether they were answered; withdrawing one. */
@Command(
        name = "invitations",
        description = "List this node's invitations.",
        mixinStandardHelpOptions = true,
        subcommands = InvitationsCommand.Withdraw.class)
final class InvitationsCommand extends AtNode {
    private static final int SHOWN_DIGITS = 12;

    @Option(names = "--table", description = "Which table, when there are several.")
    private @Nullable String table;

    @Override
    protected void run(NodeClient node) throws IOException {
        String path = path(node, table);
        if (json()) {
            print(node.raw(path));
            return;
        }
        Instant now = Instant.now();
        for (Tables.InvitationSent sent :
                node.get(path, Outputs.Invitations.class).invitations()) {
            out().printf(
                            "%s  %s (%s)  %s%n",
                            sent.id().toHex().substring(0, SHOWN_DIGITS),
                            Shown.line(sent.theirName()),
                            Texts.role(sent.theirRole()),
                            state(sent, now));
        }
    }

    static String state(Tables.InvitationSent sent, Instant now) {
        return switch (sent.state(now)) {
            case OPEN -> "open until " + sent.expires();
            case OVER -> "its time is over";
            case ANSWERED -> "answered";
            case ANSWERED_TWICE -> "ANSWERED TWICE";
            case WITHDRAWN -> "withdrawn";
        };
    }

    private static String path(NodeClient node, @Nullable String table) throws IOException {
        return Places.path(new Places(node).table(table)) + "/invitations";
    }

    /** {@code parley invitations withdraw}. */
    @Command(
            name = "withdraw",
            description = {
                "Withdraw an invitation that nobody has answered: whoever holds it can no longer sit down by it. Nobody is told.",
                "It cannot be made valid again, and whoever's answer has reached this device already sits at the table."
            },
            mixinStandardHelpOptions = true)
    static final class Withdraw extends AtNode {
        @Parameters(paramLabel = "ID", description = "The beginning of its id, as parley invitations lists it.")
        @SuppressWarnings("NullAway.Init")
        private String id;

        @Option(names = "--table", description = "Which table, when there are several.")
        private @Nullable String table;

        @Override
        protected void run(NodeClient node) throws IOException {
            String path = path(node, table);
            List<Tables.InvitationSent> all =
                    node.get(path, Outputs.Invitations.class).invitations();
            Tables.InvitationSent sent =
                    ById.one("invitation", id, all, one -> one.id().toHex());
            node.delete(path + "/" + sent.id().toHex());
        }
    }
}
