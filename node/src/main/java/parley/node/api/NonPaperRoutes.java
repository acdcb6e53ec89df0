package parley.node.api;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import parley.base.Result;
import parley.node.desk.Desk;
import parley.node.desk.Line;
import parley.node.desk.NonPapers;
import parley.node.desk.RoomRef;
import parley.node.wrongroom.WrongRoom;

/** Laying a non-paper, and carrying one; what lies there stands among a room's lines. */
final class NonPaperRoutes {
    private NonPaperRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.desk(
                        "POST",
                        RoomRoutes.ROOM + "/non-papers",
                        NamedReader.saying(
                                NonPapers.Laying.class,
                                NonPapers.Laying::text,
                                (desk, room, paper) -> desk.nonPapers().lay(room, paper))),
                Route.desk("POST", RoomRoutes.ROOM + "/lines/{index}/carry", NonPaperRoutes::carry));
    }

    private static Result<Answer> carry(Desk desk, Asked asked) throws BadCall, IOException {
        RoomRef room = asked.room();
        long index = asked.number("index");
        NonPapers.LayingElsewhere carrying = asked.json(NonPapers.LayingElsewhere.class);
        Supplier<Result<Answer>> act = () -> Answer.nothing(desk.nonPapers().carry(room, index, carrying));
        return desk.rooms()
                .room(carrying.to())
                .flatMap(target -> desk.messages().line(room, index) instanceof Result.Done<Line>(Line.NonPaper paper)
                        ? Optional.of(WrongRoom.carried(paper.text(), target))
                        : Optional.empty())
                .map(text -> NamedReader.of(desk, asked, List.of(text), act))
                .orElseGet(act);
    }
}
