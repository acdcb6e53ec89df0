package parley.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.base.Role;
import parley.cli.link.NodeClient;
import parley.node.api.Inputs;
import parley.node.api.Outputs;
import parley.node.desk.Tables;
import parley.node.desk.ToldApart;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code parley invite}: a single-use invitation to a table, as a file and as twelve words, both to be carried by hand. */
@Command(name = "invite", description = "Invite one principal to a table.", mixinStandardHelpOptions = true)
final class InviteCommand extends AtNode {
    @Parameters(index = "0", paramLabel = "NAME", description = "Their name at the table.")
    @SuppressWarnings("NullAway.Init")
    private String name;

    @Parameters(index = "1", paramLabel = "ROLE", description = "One of: ${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("NullAway.Init")
    private Role role;

    @Option(names = "--table", description = "Which table, when there are several.")
    private @Nullable String table;

    @Option(names = "--days", description = "Days until it is worthless, 1 to 60 (default: ${DEFAULT-VALUE}).")
    private int days = Math.toIntExact(Tables.INVITATION_VALID.toDays());

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write the invitation; never over a file.")
    private @Nullable Path file;

    @Override
    protected void run(NodeClient node) throws IOException {
        if (file != null) {
            OwnerFiles.mustBeNew(file);
        }
        Tables.TableView at = new Places(node).table(table);
        Tables.InvitationOut made = node.post(
                Places.path(at) + "/invitations", new Inputs.Invite(name, role, days), Tables.InvitationOut.class);
        if (!json()
                && node.get(Places.path(at) + "/people", Outputs.PeopleAt.class).people().stream()
                        .anyMatch(person -> ToldApart.bare(person.name()).equals(name.strip()))) {
            out().println("CARE: " + Sentences.say("web.name-known", List.of(name)) + " "
                    + Sentences.say("web.name-known.todo", List.of()));
        }
        Invitations.handOut(this, "Invitation", made, file);
    }
}
