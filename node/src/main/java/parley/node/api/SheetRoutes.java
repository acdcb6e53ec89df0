package parley.node.api;

import java.util.List;
import parley.base.Ok;
import parley.base.Result;
import parley.node.desk.Sheets;

/** Routes of a room's issue sheet: drawing it, packages in its terms, one's own scores. */
final class SheetRoutes {
    private static final String SHEET = RoomRoutes.ROOM + "/sheet";

    private SheetRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.desk(
                        "GET",
                        SHEET,
                        (desk, asked) -> Result.done(Answer.value(desk.sheets().sheet(asked.room())))),
                Route.desk(
                        "POST",
                        SHEET,
                        (desk, asked) -> nothing(desk.sheets().draw(asked.room(), asked.json(Sheets.Drawing.class)))),
                Route.desk(
                        "POST",
                        SHEET + "/packages",
                        (desk, asked) -> nothing(desk.sheets().put(asked.room(), asked.json(Sheets.Putting.class)))),
                Route.desk(
                        "DELETE",
                        SHEET + "/packages/{package}",
                        (desk, asked) -> nothing(desk.sheets().takeOff(asked.room(), asked.offer()))),
                Route.desk(
                        "POST",
                        SHEET + "/scores",
                        (desk, asked) -> nothing(desk.sheets().score(asked.room(), asked.json(Sheets.Scores.class)))));
    }

    private static Result<Answer> nothing(Result<Ok> done) {
        return done.map(ok -> new Answer.Nothing());
    }
}
