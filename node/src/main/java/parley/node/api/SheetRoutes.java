package parley.node.api;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parley.base.Result;
import parley.node.desk.Bargaining;
import parley.node.desk.Desk;
import parley.node.desk.RoomRef;
import parley.node.desk.Sheets;

/** Routes of a room's issue sheet: drawing it, packages in its terms, one's own scores, its bargaining space. */
final class SheetRoutes {
    private static final String SHEET = RoomRoutes.ROOM + "/sheet";

    private static final String SPACE = SHEET + "/space";

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
                        NamedReader.saying(
                                Sheets.Drawing.class,
                                SheetRoutes::words,
                                (desk, room, sheet) -> desk.sheets().draw(room, sheet))),
                Route.desk(
                        "POST",
                        SHEET + "/packages",
                        (desk, asked) ->
                                Answer.nothing(desk.sheets().put(asked.room(), asked.json(Sheets.Putting.class)))),
                Route.desk(
                        "DELETE",
                        SHEET + "/packages/{package}",
                        (desk, asked) -> Answer.nothing(desk.sheets().takeOff(asked.room(), asked.offer()))),
                Route.desk(
                        "POST",
                        SHEET + "/scores",
                        (desk, asked) ->
                                Answer.nothing(desk.sheets().score(asked.room(), asked.json(Sheets.Scores.class)))),
                Route.desk(
                        "POST",
                        SHEET + "/share",
                        (desk, asked) -> Answer.nothing(desk.sheets().share(asked.room()))),
                Route.desk("GET", SPACE, (desk, asked) -> space(desk, asked.room(), Bargaining.Asked.NOTHING_MORE)),
                Route.desk(
                        "POST", SPACE, (desk, asked) -> space(desk, asked.room(), asked.json(Bargaining.Asked.class))),
                Route.desk(
                        "DELETE",
                        SPACE,
                        (desk, asked) -> Answer.nothing(desk.bargaining().stop(asked.room()))),
                Route.desk(
                        "POST",
                        SPACE + "/again",
                        (desk, asked) -> Answer.nothing(desk.bargaining().again(asked.room()))),
                Route.desk(
                        "POST",
                        SPACE + "/of/{person}",
                        (desk, asked) -> Answer.nothing(desk.bargaining()
                                .estimate(asked.room(), asked.person(), asked.json(Sheets.Scores.class)))),
                Route.desk(
                        "DELETE",
                        SPACE + "/of/{person}",
                        (desk, asked) -> Answer.nothing(desk.bargaining().forget(asked.room(), asked.person()))));
    }

    private static String words(Sheets.Drawing sheet) {
        return sheet.issues().stream()
                .flatMap(issue -> Stream.concat(Stream.of(issue.name()), issue.options().stream()))
                .collect(Collectors.joining("\n"));
    }

    private static Result<Answer> space(Desk desk, RoomRef room, Bargaining.Asked asked) {
        return desk.bargaining().space(room, asked).map(Answer::value);
    }
}
