package parley.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import parley.cli.link.NodeClient;
import parley.node.api.Inputs;
import parley.node.api.Outputs;
import parley.node.desk.Line;
import parley.node.desk.Messages;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code parley read}: a room's record, and what arrives while one waits. */
@Command(name = "read", description = "Read a room's record.", mixinStandardHelpOptions = true)
final class ReadCommand extends AtNode {
    @Mixin
    private InRoom room = new InRoom();

    @Option(names = "--last", paramLabel = "N", description = "The last N lines, 1 to 200 (default: ${DEFAULT-VALUE}).")
    private int last = 20;

    @Option(names = "--from", paramLabel = "INDEX", description = "All lines from this one on.")
    private @Nullable Long from;

    @Option(names = "--follow", description = "Go on with what arrives, until interrupted or the node is locked.")
    private boolean follow;

    @Option(
            names = "--mark",
            description =
                    "Mark what is printed as read, and all before it: where this node tells others what was read, they are told.")
    private boolean mark;

    @Override
    protected void run(NodeClient node) throws IOException {
        String path = room.path(node);
        long next = 0;
        if (from == null) {
            Outputs.Page page = node.get(path + "/lines?count=" + last, Outputs.Page.class);
            show(node, path, page.lines());
            next = page.total();
        } else {
            next = from;
        }
        next = rest(node, path, next);
        if (!follow) {
            return;
        }
        try (BufferedReader changes = new BufferedReader(
                new InputStreamReader(node.open("GET", "/api/v1/changes", new byte[0]), StandardCharsets.UTF_8))) {
            next = rest(node, path, next);
            for (String line = changes.readLine(); line != null; line = changes.readLine()) {
                if (line.startsWith("event:")) {
                    next = rest(node, path, next);
                }
            }
        } catch (Stop locked) {
            // A locked node tells nothing more: that ends the reading, as the description says.
            if (locked.code() != Stop.NO) {
                throw locked;
            }
        }
    }

    private long rest(NodeClient node, String path, long from) throws IOException {
        OptionalLong next = OptionalLong.of(from);
        while (true) {
            Outputs.Page page = node.get(
                    path + "/lines?from=" + next.getAsLong() + "&count=" + Messages.MOST_LINES, Outputs.Page.class);
            if (page.lines().isEmpty()) {
                return next.getAsLong();
            }
            show(node, path, page.lines());
            next = OptionalLong.of(page.lines().getLast().index() + 1);
        }
    }

    private void show(NodeClient node, String path, List<Line> lines) throws IOException {
        for (Line line : lines) {
            if (json()) {
                printJson(line);
            } else {
                out().println(LineTexts.of(line));
            }
        }
        out().flush();
        if (mark && !lines.isEmpty()) {
            node.post(path + "/read", new Inputs.ReadThrough(lines.getLast().index()));
        }
    }
}
