package parley.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.base.Hash;
import parley.cli.link.NodeClient;
import parley.cli.term.Shown;
import parley.node.api.Outputs;
import parley.node.desk.Needs;
import parley.node.desk.Tables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code parley needs}: what waits for a person, as the list of tables says it. */
@Command(
        name = "needs",
        description = {
            "List what waits for you at your tables: an answer, a consent, a code to compare, something that stopped;",
            "and below each the command by which to look at it or, for a renewal, to ask for it."
        },
        mixinStandardHelpOptions = true)
final class NeedsCommand extends AtNode {
    /** As other lists show ids: names can be alike, and would have to be quoted for each shell. */
    private static final int BRIEF_DIGITS = 12;

    @Option(names = "--table", paramLabel = "TABLE", description = "Which table (default: all of them).")
    private @Nullable String table;

    @Override
    protected void run(NodeClient node) throws IOException {
        List<Tables.TableView> tables = table == null
                ? node.get("/api/v1/tables", Outputs.Tables.class).tables()
                : List.of(new Places(node).table(table));
        List<Needs.Need> asked = node.get("/api/v1/needs", Outputs.NeedList.class).needs().stream()
                .filter(need -> tables.stream().anyMatch(at -> at.table().equals(need.table())))
                .toList();
        if (json()) {
            printJson(new Outputs.NeedList(asked));
            return;
        }
        for (Tables.TableView at : tables) {
            asked.stream().filter(need -> need.table().equals(at.table())).forEach(need -> print(at, need));
        }
    }

    private void print(Tables.TableView at, Needs.Need need) {
        out().println(Shown.line(at.coverName()) + ": " + Sentences.say(need.key(), need.parts()));
        String of = " --table " + brief(at.table().hash());
        command(need.at(), of).ifPresent(command -> out().println("    parley " + command));
    }

    /** Empty where only others can act. */
    private static Optional<String> command(Needs.At at, String table) {
        return at instanceof Needs.At.Renewal(boolean asked) && asked ? Optional.empty() : Optional.of(look(at, table));
    }

    private static String look(Needs.At at, String table) {
        return switch (at) {
            case Needs.At.Table _ -> "notices";
            case Needs.At.Relay _ -> "tables";
            case Needs.At.Room _ -> "notices";
            case Needs.At.Asking(var room) -> "rooms consent " + brief(room.hash()) + table;
            case Needs.At.Changes(var room) -> "proposals " + brief(room.hash()) + table;
            case Needs.At.Sounding _ -> "soundings" + table;
            case Needs.At.Phase _ -> "phase" + table;
            case Needs.At.Courier _ -> "items" + table;
            case Needs.At.Person(var person) -> "compare " + brief(person.hash()) + table;
            case Needs.At.Renewal _ -> "renewal ask" + table + " --out FILE";
        };
    }

    private static String brief(Hash id) {
        return id.toHex().substring(0, BRIEF_DIGITS);
    }
}
