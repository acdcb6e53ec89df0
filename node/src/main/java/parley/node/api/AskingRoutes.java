package parley.node.api;

import java.util.List;
import parley.base.Result;
import parley.node.desk.Asking;

/** Routes by which one's own side is asked what it wants, question by question. */
final class AskingRoutes {
    private static final String ASKED = RoomRoutes.ROOM + "/sheet/asked";

    private AskingRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.desk(
                        "GET",
                        ASKED,
                        (desk, asked) -> Result.done(Answer.value(desk.asking().asking(asked.room())))),
                Route.desk(
                        "POST",
                        ASKED,
                        (desk, asked) ->
                                Answer.nothing(desk.asking().answer(asked.room(), asked.json(Asking.Answer.class)))),
                Route.desk(
                        "DELETE",
                        ASKED,
                        (desk, asked) -> Answer.nothing(desk.asking().anew(asked.room()))),
                Route.desk(
                        "POST",
                        ASKED + "/back",
                        (desk, asked) -> Answer.nothing(desk.asking().back(asked.room()))));
    }
}
