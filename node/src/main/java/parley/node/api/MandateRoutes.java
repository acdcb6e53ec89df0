package parley.node.api;

import java.util.List;
import parley.base.Result;
import parley.node.desk.Mandating;

/** Routes of mandates: which stand, issuing one, acting under one, taking one back. */
final class MandateRoutes {
    private static final String MANDATES = "/api/v1/tables/{table}/mandates";
    private static final String MANDATE = MANDATES + "/{mandate}";

    private MandateRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.desk(
                        "GET",
                        MANDATES,
                        (desk, asked) ->
                                Result.done(Answer.value(desk.mandating().mandates(asked.table())))),
                Route.desk(
                        "POST",
                        MANDATES,
                        (desk, asked) -> desk.mandating()
                                .issue(asked.table(), asked.json(Mandating.Issuing.class))
                                .map(id -> Answer.value(new Outputs.MandateIssued(id)))),
                Route.desk(
                        "POST",
                        MANDATE + "/acting",
                        (desk, asked) -> Answer.nothing(desk.mandating().take(asked.table(), asked.mandate()))),
                Route.desk(
                        "DELETE",
                        MANDATE,
                        (desk, asked) -> Answer.nothing(desk.mandating().revoke(asked.table(), asked.mandate()))));
    }
}
