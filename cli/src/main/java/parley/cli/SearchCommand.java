package parley.cli;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import parley.cli.link.NodeClient;
import parley.cli.term.Shown;
import parley.node.api.ApiJson;
import parley.node.api.Inputs;
import parley.node.desk.Messages;
import parley.node.desk.RoomRef;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code parley search}: finds words in this node's own record, newest first. */
@Command(
        name = "search",
        description =
                "Search this node's own record, newest first; interrupt it at any time. Exit code 1 when nothing was found.",
        mixinStandardHelpOptions = true)
final class SearchCommand extends AtNode {
    /** A hit begins with its room; the answer's last line, what was looked at, doesn't. */
    private static final String HIT = "{\"room\"";

    @Parameters(paramLabel = "WORDS", description = "What to find.")
    @SuppressWarnings("NullAway.Init")
    private String words;

    @Option(names = "--room", description = "Where to look (default: everywhere).")
    private @Nullable String room;

    @Option(names = "--table", description = "Which table, when rooms of several have this name.")
    private @Nullable String table;

    @Override
    protected void run(NodeClient node) throws IOException {
        List<RoomRef> rooms = room == null
                ? List.of()
                : List.of(new Places(node).room(table, room).ref());
        long hits = 0;
        try (BufferedReader found = new BufferedReader(new InputStreamReader(
                node.open("POST", "/api/v1/search", ApiJson.write(new Inputs.Search(words, rooms))),
                StandardCharsets.UTF_8))) {
            for (String line = found.readLine(); line != null; line = found.readLine()) {
                boolean hit = line.startsWith(HIT);
                hits += hit ? 1 : 0;
                if (json() && !line.isEmpty()) {
                    out().println(line);
                } else if (hit) {
                    show(ApiJson.readAnswer(
                            new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)), Messages.Hit.class));
                }
                out().flush();
            }
        }
        if (hits == 0) {
            throw Stop.no("nothing found");
        }
    }

    private void show(Messages.Hit hit) {
        out().printf(
                        "%s [%d] %s %s: %s%n",
                        Shown.line(hit.roomName()),
                        hit.index(),
                        hit.arrived(),
                        hit.carried()
                                .map(one -> Sentences.say(one.key(), one.parts()))
                                .orElseGet(() -> Shown.line(hit.authorName())),
                        Shown.line(hit.excerpt()));
    }
}
