package parley.node.api;

import java.util.List;
import parley.node.desk.NonPapers;

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
                Route.desk(
                        "POST",
                        RoomRoutes.ROOM + "/lines/{index}/carry",
                        (desk, asked) -> Answer.nothing(desk.nonPapers()
                                .carry(
                                        asked.room(),
                                        asked.number("index"),
                                        asked.json(NonPapers.LayingElsewhere.class)))));
    }
}
