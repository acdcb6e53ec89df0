package parley.cli.demo;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import parley.base.PrincipalId;
import parley.base.TableId;
import parley.cli.Languages;
import parley.cli.Stop;
import parley.cli.link.NodeClient;
import parley.node.api.Inputs;
import parley.node.api.Outputs;
import parley.node.desk.Line;
import parley.node.desk.Messages;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
import parley.node.desk.Tables;
import parley.talks.message.MessageKind;

/** What the demo asks nodes again and again. */
final class Talk {
    private Talk() {}

    static String path(TableId table) {
        return "/api/v1/tables/" + table.toHex();
    }

    static String path(RoomRef room) {
        return path(room.table()) + "/rooms/" + room.room().toHex();
    }

    static PrincipalId self(Seat seat, TableId table) throws IOException {
        return seat.node().get(path(table), Tables.TableView.class).self();
    }

    /** The demo's only table. */
    static TableId table(Seat seat) throws IOException {
        return seat.node()
                .get("/api/v1/tables", Outputs.Tables.class)
                .tables()
                .getFirst()
                .table();
    }

    static List<Rooms.RoomBrief> rooms(NodeClient node, TableId table) throws IOException {
        return node.get(path(table) + "/rooms", Outputs.RoomList.class).rooms();
    }

    static RoomRef room(Seat seat, TableId table, String name) throws IOException {
        return rooms(seat.node(), table).stream()
                .filter(room -> room.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Stop.fault(seat.name() + " has no room called " + name))
                .ref();
    }

    static Rooms.RoomView view(Seat seat, RoomRef room) throws IOException {
        return seat.node().get(path(room), Rooms.RoomView.class);
    }

    static boolean open(NodeClient node, RoomRef room) throws IOException {
        return rooms(node, room.table()).stream()
                .anyMatch(each -> each.ref().equals(room) && each.condition() instanceof Rooms.Condition.Open);
    }

    static void say(Seat seat, RoomRef room, String language, String text, List<String> uploads) throws IOException {
        seat.node()
                .post(
                        path(room) + "/messages",
                        new Inputs.Message(
                                MessageKind.STATEMENT,
                                text,
                                language,
                                Languages.direction(language),
                                Optional.empty(),
                                false,
                                uploads),
                        Outputs.Ticket.class);
    }

    /** The message with this text in the seat's record of the room. */
    static Optional<Line.Message> heard(Seat seat, RoomRef room, String text) throws IOException {
        return seat.node().get(path(room) + "/lines?count=" + Messages.MOST_LINES, Outputs.Page.class).lines().stream()
                .filter(Line.Message.class::isInstance)
                .map(Line.Message.class::cast)
                .filter(message -> message.content().text().equals(text))
                .findFirst();
    }
}
