package parley.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import parley.cli.link.NodeClient;
import parley.cli.term.Shown;
import parley.node.api.Inputs;
import parley.node.api.Outputs;
import parley.node.desk.Notice;
import parley.node.desk.Rooms;
import parley.node.desk.Tables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code parley notices}: what a node, its tables and its rooms must tell that nobody asked for, and what to do about it. */
@Command(
        name = "notices",
        description =
                "List what this node, its tables and its rooms must tell. With --json: the node's own; tables and rooms "
                        + "show theirs.",
        mixinStandardHelpOptions = true)
final class NoticesCommand extends AtNode {
    @Option(
            names = "--seen",
            paramLabel = "KEY",
            description = "Take the node's own notices of this key off the list; their cause stays as it is.")
    private @Nullable String seen;

    @Override
    protected void run(NodeClient node) throws IOException {
        String key = seen;
        if (key != null) {
            acknowledge(node, key);
            return;
        }
        if (json()) {
            print(node.raw("/api/v1/notices"));
            return;
        }
        for (Notice notice : own(node)) {
            tell("", List.of(notice));
            out().println("    once you have seen to it: parley notices --seen " + notice.key());
        }
        for (Tables.TableView table :
                node.get("/api/v1/tables", Outputs.Tables.class).tables()) {
            tell(Shown.line(table.coverName()) + ": ", table.notices());
            for (Rooms.RoomBrief room : table.rooms()) {
                if (room.grave()) {
                    tell(table, node.get(Places.path(room.ref()), Rooms.RoomView.class));
                }
            }
        }
    }

    private static List<Notice> own(NodeClient node) throws IOException {
        return node.get("/api/v1/notices", Outputs.Notices.class).notices();
    }

    private void acknowledge(NodeClient node, String key) throws IOException {
        List<Notice> known =
                own(node).stream().filter(notice -> notice.key().equals(key)).toList();
        if (known.isEmpty()) {
            throw Stop.bad("this node has no notice of that key");
        }
        for (Notice notice : known) {
            node.post("/api/v1/notices/acknowledge", new Inputs.Acknowledge(notice));
        }
    }

    private void tell(Tables.TableView table, Rooms.RoomView room) {
        String where = Shown.line(table.coverName()) + ", " + Shown.line(room.name()) + ": ";
        tell(where, room.notices());
        // Its notice may have been dismissed; the room is as frozen as before.
        if (room.condition() instanceof Rooms.Condition.Frozen frozen
                && room.notices().stream().noneMatch(notice -> frozen.words().equals(Optional.of(notice.key())))) {
            out().println(Notice.Grade.GRAVE + ": " + where + why(frozen, table.renewalNeeded()));
        }
    }

    /** What the room's page says of it. */
    private static String why(Rooms.Condition.Frozen frozen, boolean renewal) {
        return frozen.words()
                .map(key -> say(key + ".happened") + " " + say(key + ".todo"))
                .orElseGet(() -> say("room.frozen") + " " + say(renewal ? "renewal.needed" : "condition.frozen-means"));
    }

    private static String say(String key) {
        return Sentences.say(key, List.of());
    }

    private void tell(String where, List<Notice> notices) {
        for (Notice notice : notices) {
            out().printf(
                            "%s %s: %s%s %s%n",
                            notice.since(),
                            notice.grade(),
                            where,
                            Sentences.happened(notice),
                            Sentences.say(notice.key() + ".todo", notice.parts()));
        }
    }
}
