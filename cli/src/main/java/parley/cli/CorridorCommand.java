package parley.cli;

import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import parley.cli.link.NodeClient;
import parley.cli.term.Shown;
import parley.node.desk.Conveying;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code parley corridor}: what may cross from the caucuses in which one mediates, and what is on its way. */
@Command(
        name = "corridor",
        description = "List what may cross from the caucuses in which you mediate, and what is on its way.",
        mixinStandardHelpOptions = true)
final class CorridorCommand extends AtNode {
    @Option(names = "--table", description = "Which table, when this node sits at several.")
    private @Nullable String table;

    @Override
    protected void run(NodeClient node) throws IOException {
        String path = Places.path(new Places(node).table(table)) + "/corridor";
        if (json()) {
            print(node.raw(path));
            return;
        }
        Conveying.Corridor corridor = node.get(path, Conveying.Corridor.class);
        corridor.passages().forEach(one -> out().println(PassageTexts.of(one)));
        for (Conveying.OnTheWay one : corridor.onTheWay()) {
            out().printf(
                            "on the way to %s as %s%s%n",
                            Shown.line(one.roomName()),
                            one.as().name().toLowerCase(Locale.ROOT),
                            one.recorded() ? "" : ": its record is being written first");
        }
    }
}
