package parley.node.api;

import java.io.IOException;
import java.util.List;
import parley.base.Result;
import parley.node.desk.Desk;
import parley.node.desk.NonPapers;
import parley.node.desk.RoomRef;

/** Laying a non-paper; what lies there stands among a room's lines. */
final class NonPaperRoutes {
    private NonPaperRoutes() {}

    static List<Route> all() {
        return List.of(Route.desk("POST", RoomRoutes.ROOM + "/non-papers", NonPaperRoutes::lay));
    }

    private static Result<Answer> lay(Desk desk, Asked asked) throws BadCall, IOException {
        RoomRef room = asked.room();
        NonPapers.Laying paper = asked.json(NonPapers.Laying.class);
        return NamedReader.ofRoom(
                desk, asked, paper.text(), () -> Answer.nothing(desk.nonPapers().lay(room, paper)));
    }
}
