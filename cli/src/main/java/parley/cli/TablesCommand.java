package parley.cli;

import java.io.IOException;
import java.util.List;
import parley.base.Result;
import parley.base.Role;
import parley.cli.link.NodeClient;
import parley.cli.term.Shown;
import parley.node.api.Inputs;
import parley.node.api.Outputs;
import parley.node.desk.Tables;
import parley.protocol.port.RelayAddress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code parley tables}: the tables that the node sits at, opening one, calling one otherwise, and removing one. */
@Command(
        name = "tables",
        description = "List the tables that this node sits at.",
        mixinStandardHelpOptions = true,
        subcommands = {TablesCommand.Open.class, TablesCommand.Rename.class, TablesCommand.Remove.class})
final class TablesCommand extends AtNode {
    @Override
    protected void run(NodeClient node) throws IOException {
        if (json()) {
            print(node.raw("/api/v1/tables"));
            return;
        }
        for (Tables.TableView table :
                node.get("/api/v1/tables", Outputs.Tables.class).tables()) {
            out().printf(
                            "%s  %s  as %s (%s)  %d people, %d rooms  relay %s%s%n",
                            table.table().toHex().substring(0, 12),
                            Shown.line(table.coverName()),
                            Shown.line(table.ownName()),
                            Texts.role(table.ownRole()),
                            table.people(),
                            table.rooms().size(),
                            table.relay().authority(),
                            answers(table.connection()));
        }
    }

    private static String answers(Tables.Connection relay) {
        if (relay.otherKey()) {
            return " (shows another key)";
        }
        return relay.reached()
                ? relay.takesNothingSince()
                        .map(since -> " (answers, but takes nothing since " + since + ")")
                        .orElse("")
                : " (silent)";
    }

    static RelayAddress relay(String text) {
        return switch (RelayAddress.parse(text)) {
            case Result.Done<RelayAddress>(RelayAddress address) -> address;
            case Result.Refused<RelayAddress> _ ->
                throw Stop.bad("a relay's address is host:port#key, as parley relay prints it");
        };
    }

    /** {@code parley tables open}. */
    @Command(name = "open", description = "Open a new table.", mixinStandardHelpOptions = true)
    static final class Open extends AtNode {
        @Parameters(paramLabel = "COVER-NAME", description = "What this node calls the table; nobody else learns it.")
        @SuppressWarnings("NullAway.Init")
        private String coverName;

        @Option(
                names = "--own-name",
                required = true,
                description = "This principal's name, as the others will read it.")
        @SuppressWarnings("NullAway.Init")
        private String ownName;

        @Option(names = "--own-role", required = true, description = "One of: ${COMPLETION-CANDIDATES}.")
        @SuppressWarnings("NullAway.Init")
        private Role ownRole;

        @Option(names = "--relay", required = true, paramLabel = "HOST:PORT#KEY", description = "The relay's address.")
        @SuppressWarnings("NullAway.Init")
        private String relay;

        @Override
        protected void run(NodeClient node) throws IOException {
            Outputs.TableMade made = node.post(
                    "/api/v1/tables",
                    new Inputs.OpenTable(coverName, ownName, ownRole, relay(relay)),
                    Outputs.TableMade.class);
            if (json()) {
                printJson(made);
            } else {
                out().println(made.table().toHex());
            }
        }
    }

    /** {@code parley tables rename}. */
    @Command(name = "rename", description = "Call a table otherwise on this node.", mixinStandardHelpOptions = true)
    static final class Rename extends AtNode {
        @Parameters(
                index = "0",
                paramLabel = "TABLE",
                description = "Its present cover name or the beginning of its id.")
        @SuppressWarnings("NullAway.Init")
        private String table;

        @Parameters(index = "1", paramLabel = "COVER-NAME", description = "Its new cover name.")
        @SuppressWarnings("NullAway.Init")
        private String coverName;

        @Override
        protected void run(NodeClient node) throws IOException {
            Tables.TableView found = new Places(node).table(table);
            node.put(Places.path(found) + "/name", new Inputs.CoverName(coverName));
        }
    }

    /** {@code parley tables remove}. */
    @Command(
            name = "remove",
            description = {
                "Take a table off this node and erase all that it holds of it: keys, people, record, files.",
                "No person is told; relays erase what all have removed. To sit down there again takes a new invitation, and gives a new identity."
            },
            mixinStandardHelpOptions = true)
    static final class Remove extends AtNode {
        @Parameters(paramLabel = "TABLE", description = "Its cover name or the beginning of its id.")
        @SuppressWarnings("NullAway.Init")
        private String table;

        @Option(names = "--for-good", description = "Do it; without this, the command only says what it would mean.")
        private boolean forGood;

        @Override
        protected void run(NodeClient node) throws IOException {
            Tables.TableView found = new Places(node).table(table);
            if (!forGood) {
                List.of("removal.means", "removal.infer", "removal.undo")
                        .forEach(key -> out().println(Sentences.say(key, List.of())));
                out().flush();
                throw Stop.bad("nothing was removed; give --for-good to do it");
            }
            node.delete(Places.path(found));
        }
    }
}
