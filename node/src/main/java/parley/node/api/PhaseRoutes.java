package parley.node.api;

import java.util.List;
import parley.base.Result;

/** Routes of the phase: where a table stands, moving on together, stepping back alone. */
final class PhaseRoutes {
    private static final String PHASE = "/api/v1/tables/{table}/phase";
    private static final String MOVE = PHASE + "/moves/{move}";

    private PhaseRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.desk(
                        "GET",
                        PHASE,
                        (desk, asked) -> Result.done(Answer.value(desk.phasing().phase(asked.table())))),
                Route.desk(
                        "POST",
                        PHASE + "/moves",
                        (desk, asked) -> Answer.nothing(desk.phasing()
                                .propose(
                                        asked.table(),
                                        asked.json(Inputs.PhaseMove.class).aim()))),
                Route.desk(
                        "POST",
                        MOVE + "/acceptance",
                        (desk, asked) -> Answer.nothing(desk.phasing().accept(asked.table(), asked.move()))),
                Route.desk(
                        "DELETE",
                        MOVE,
                        (desk, asked) -> Answer.nothing(desk.phasing().withdraw(asked.table(), asked.move()))),
                Route.desk(
                        "POST",
                        PHASE + "/step-back",
                        (desk, asked) -> Answer.nothing(desk.phasing()
                                .stepBack(
                                        asked.table(),
                                        asked.json(Inputs.PhaseBack.class).to()))));
    }
}
