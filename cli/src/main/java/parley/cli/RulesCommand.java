package parley.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import parley.cli.link.NodeClient;
import parley.node.desk.Rooms;
import parley.talks.rules.Rules;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code parley rules}: prints Rules to edit and propose, or to plan a room under. */
@Command(
        name = "rules",
        description = {
            "Print the Rules of a room as JSON, to edit and give to parley propose ROOM RULES FILE or parley rooms create --rules FILE.",
            "Without a room: those that a room has unless its founder says otherwise."
        },
        mixinStandardHelpOptions = true)
final class RulesCommand extends AtNode {
    @Parameters(paramLabel = "ROOM", arity = "0..1", description = "Name, or the beginning of the id.")
    private @Nullable String room;

    @Option(names = "--table", description = "Which table, when rooms of several have this name.")
    private @Nullable String table;

    @Option(names = "--next", description = "As the next version, which a proposal has to be.")
    private boolean next;

    @Override
    protected void run(NodeClient node) throws IOException {
        Rules rules = room == null ? Rules.standard() : shown(node, room);
        printJson(next ? rules.next() : rules);
    }

    /** Who asks into a room may ask anew under other Rules: whoever reads them must see which asking they belong to. */
    private Rules shown(NodeClient node, String named) throws IOException {
        Rooms.RoomView view =
                node.get(Places.path(new Places(node).room(table, named).ref()), Rooms.RoomView.class);
        if (view.condition() instanceof Rooms.Condition.Asked asked) {
            progress("asking " + asked.asking().toHex());
        }
        return view.rules();
    }
}
