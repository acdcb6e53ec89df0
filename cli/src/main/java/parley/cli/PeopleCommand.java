package parley.cli;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.cli.link.NodeClient;
import parley.cli.term.Shown;
import parley.node.api.Outputs;
import parley.node.desk.People;
import parley.node.desk.Tables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code parley people}: who is known at a table, and how well. */
@Command(
        name = "people",
        description =
                "List the people at a table, how well they are known, and their keys for statements on the record.",
        mixinStandardHelpOptions = true)
final class PeopleCommand extends AtNode {
    @Option(names = "--table", description = "Which table, when there are several.")
    private @Nullable String table;

    @Override
    protected void run(NodeClient node) throws IOException {
        Tables.TableView at = new Places(node).table(table);
        String path = Places.path(at) + "/people";
        if (json()) {
            print(node.raw(path));
            return;
        }
        for (People.Person person : node.get(path, Outputs.PeopleAt.class).people()) {
            out().printf(
                            "%s  %s (%s)  %s%s%s%n",
                            person.id().toHex().substring(0, 12),
                            Shown.line(person.name()),
                            Texts.role(person.role()),
                            Texts.standing(person.standing()),
                            person.met() ? "" : ", pairing under way",
                            person.lookAlikes().isEmpty() ? "" : ", ANOTHER NAME LOOKS LIKE THIS ONE");
            if (person.elsewhere().isPresent()) {
                out().println("  WANTS TO BE REACHED ELSEWHERE: parley reach shows where");
            }
            keys(person.keyGroups());
        }
        out().println("you: " + Shown.line(at.ownName()) + " (" + Texts.role(at.ownRole()) + ")");
        keys(at.keyGroups());
    }

    /** What {@code parley verify} prints of a statement that was signed with them. */
    private void keys(List<String> groups) {
        if (!groups.isEmpty()) {
            out().println("  keys for statements: " + String.join(" ", groups));
        }
    }
}
