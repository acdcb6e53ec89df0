package parley.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import parley.cli.link.NodeClient;
import parley.cli.term.Shown;
import parley.node.api.Outputs;
import parley.node.desk.Tables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code parley invitations}: the invitations that this node handed out, and whether they were answered. */
@Command(name = "invitations", description = "List this node's invitations.", mixinStandardHelpOptions = true)
final class InvitationsCommand extends AtNode {
    @Option(names = "--table", description = "Which table, when there are several.")
    private @Nullable String table;

    @Override
    protected void run(NodeClient node) throws IOException {
        String path = Places.path(new Places(node).table(table)) + "/invitations";
        if (json()) {
            print(node.raw(path));
            return;
        }
        for (Tables.InvitationSent sent :
                node.get(path, Outputs.Invitations.class).invitations()) {
            String state = sent.twice() ? "ANSWERED TWICE" : sent.used() ? "answered" : "open until " + sent.expires();
            out().printf("%s (%s)  %s%n", Shown.line(sent.theirName()), Texts.role(sent.theirRole()), state);
        }
    }
}
