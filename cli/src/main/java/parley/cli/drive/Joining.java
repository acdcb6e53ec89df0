package parley.cli.drive;

import java.io.IOException;
import java.util.Optional;
import parley.cli.link.NodeClient;
import parley.node.api.Inputs;
import parley.node.api.Outputs;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;

/** Says yes to who asks a node's principal into a room. */
public final class Joining {
    private Joining() {}

    /** Yes to what is asked now; false when nobody asks. */
    public static boolean joins(NodeClient node, RoomRef room) throws IOException {
        Optional<Rooms.Condition.Asked> asked =
                node.get(Paths.table(room.table()) + "/rooms", Outputs.RoomList.class).rooms().stream()
                        .filter(each -> each.ref().equals(room))
                        .map(Rooms.RoomBrief::condition)
                        .filter(Rooms.Condition.Asked.class::isInstance)
                        .map(Rooms.Condition.Asked.class::cast)
                        .findFirst();
        if (asked.isPresent()) {
            node.post(
                    Paths.room(room) + "/answer",
                    new Inputs.AnswerRoom.Join(asked.get().asking()));
        }
        return asked.isPresent();
    }
}
