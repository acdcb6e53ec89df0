package parley.cli;

import java.io.IOException;
import java.util.List;
import parley.cli.link.NodeClient;
import parley.cli.term.Shown;
import parley.node.api.Outputs;
import parley.node.desk.Notice;
import parley.node.desk.Rooms;
import parley.node.desk.Tables;
import picocli.CommandLine.Command;

/** {@code parley notices}: what a node, its tables and its rooms must tell that nobody asked for, and what to do about it. */
@Command(
        name = "notices",
        description =
                "List what this node, its tables and its rooms must tell. With --json: the node's own; tables and rooms "
                        + "show theirs.",
        mixinStandardHelpOptions = true)
final class NoticesCommand extends AtNode {
    @Override
    protected void run(NodeClient node) throws IOException {
        if (json()) {
            print(node.raw("/api/v1/notices"));
            return;
        }
        tell("", node.get("/api/v1/notices", Outputs.Notices.class).notices());
        for (Tables.TableView table :
                node.get("/api/v1/tables", Outputs.Tables.class).tables()) {
            tell(Shown.line(table.coverName()) + ": ", table.notices());
            for (Rooms.RoomBrief room : table.rooms()) {
                if (room.grave()) {
                    tell(
                            Shown.line(table.coverName()) + ", " + Shown.line(room.name()) + ": ",
                            node.get(Places.path(room.ref()), Rooms.RoomView.class)
                                    .notices());
                }
            }
        }
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
