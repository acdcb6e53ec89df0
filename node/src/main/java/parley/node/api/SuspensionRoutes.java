package parley.node.api;

import java.util.List;
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
                                desk.suspending().suspension(asked.room()).map(Answer::value)),
                Route.desk(
                        "POST",
                        SUSPENSION,
                        NamedReader.saying(
                                Suspending.Stopping.class,
                                Suspending.Stopping::reason,
                                (desk, room, stop) -> desk.suspending().suspend(room, stop))),
                Route.desk(
                        "POST",
                        SUSPENSION + "/{suspension}/resume",
                        (desk, asked) -> Answer.nothing(desk.suspending().resume(asked.room(), asked.suspension()))),
                Route.desk(
                        "POST",
                        NOTICES,
                        NamedReader.saying(
                                Suspending.Leaving.class,
                                Suspending.Leaving::note,
                                (desk, room, notice) -> desk.suspending().giveNotice(room, notice))),
                Route.desk(
                        "DELETE",
                        NOTICES + "/{notice}",
                        (desk, asked) ->
                                Answer.nothing(desk.suspending().takeNoticeBack(asked.room(), asked.notice()))));
    }
}
