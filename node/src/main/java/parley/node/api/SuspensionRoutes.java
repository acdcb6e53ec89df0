package parley.node.api;

import java.io.IOException;
import java.util.List;
import parley.base.Result;
import parley.node.desk.Desk;
import parley.node.desk.RoomRef;
import parley.node.desk.Suspending;

/** Routes of suspending the talks of a room, and of withdrawing from it with notice. */
final class SuspensionRoutes {
    private static final String SUSPENSION = RoomRoutes.ROOM + "/suspension";
    private static final String NOTICES = RoomRoutes.ROOM + "/notices-of-withdrawal";

    private SuspensionRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.desk(
                        "GET",
                        SUSPENSION,
                        (desk, asked) ->
                                Result.done(Answer.value(desk.suspending().suspension(asked.room())))),
                Route.desk("POST", SUSPENSION, SuspensionRoutes::suspend),
                Route.desk(
                        "POST",
                        SUSPENSION + "/{suspension}/resume",
                        (desk, asked) -> Answer.nothing(desk.suspending().resume(asked.room(), asked.suspension()))),
                Route.desk("POST", NOTICES, SuspensionRoutes::giveNotice),
                Route.desk(
                        "DELETE",
                        NOTICES + "/{notice}",
                        (desk, asked) ->
                                Answer.nothing(desk.suspending().takeNoticeBack(asked.room(), asked.notice()))));
    }

    private static Result<Answer> suspend(Desk desk, Asked asked) throws BadCall, IOException {
        RoomRef room = asked.room();
        Suspending.Stopping stop = asked.json(Suspending.Stopping.class);
        return NamedReader.ofRoom(
                desk,
                asked,
                stop.reason(),
                () -> Answer.nothing(desk.suspending().suspend(room, stop)));
    }

    private static Result<Answer> giveNotice(Desk desk, Asked asked) throws BadCall, IOException {
        RoomRef room = asked.room();
        Suspending.Leaving notice = asked.json(Suspending.Leaving.class);
        return NamedReader.ofRoom(
                desk,
                asked,
                notice.note(),
                () -> Answer.nothing(desk.suspending().giveNotice(room, notice)));
    }
}
