package parley.node.web.page;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.base.Ok;
import parley.base.Refusal;
import parley.base.Result;
import parley.node.desk.Desk;
import parley.node.desk.Phasing;
import parley.node.desk.Tables;
import parley.node.web.ask.Ask;
import parley.node.web.ask.Reply;
import parley.node.web.ask.Router;
import parley.talks.phase.Aim;
import parley.talks.phase.Phase;

/** The phase of a table: what it opens and what opens next, moving on together, going direct, stepping back alone. */
public final class PhasePages {
    private static final String PHASE = "/t/{table}/phase";

    private final Desks desks;

    PhasePages(Desks desks) {
        this.desks = desks;
    }

    void add(Router router) {
        router.get(PHASE, desks.table((ask, desk, table) -> show(ask, desk, table, Optional.empty())));
        router.post(
                PHASE + "/propose",
                act((ask, desk, table) -> Chosen.of(Aim.values(), ask.form().text("aim"))
                        .map(aim -> desk.phasing().propose(table.table(), aim))
                        .orElseGet(() -> Result.refused("phase.choose"))));
        router.post(
                PHASE + "/back",
                act((ask, desk, table) -> Chosen.of(Phase.values(), ask.form().text("to"))
                        .map(to -> desk.phasing().stepBack(table.table(), to))
                        .orElseGet(() -> Result.refused("phase.choose"))));
        router.post(
                PHASE + "/moves/{move}/accept",
                act((ask, desk, table) -> ask.hash("move")
                        .map(move -> desk.phasing().accept(table.table(), move))
                        .orElseGet(() -> Result.refused("phase.no-such-move"))));
        router.post(
                PHASE + "/moves/{move}/withdraw",
                act((ask, desk, table) -> ask.hash("move")
                        .map(move -> desk.phasing().withdraw(table.table(), move))
                        .orElseGet(() -> Result.refused("phase.no-such-move"))));
    }

    /** An act on the phase of a table. */
    @FunctionalInterface
    private interface OfPhase {
        Result<Ok> done(Ask ask, Desk desk, Tables.TableView table);
    }

    private Router.Page act(OfPhase act) {
        return desks.table((ask, desk, table) -> switch (act.done(ask, desk, table)) {
            case Result.Done<Ok> _ -> Desks.see(ask, path(table));
            case Result.Refused<Ok>(Refusal why) -> show(ask, desk, table, Optional.of(why));
        });
    }

    private static String path(Tables.TableView table) {
        return Paths.table(table.table()) + "/phase";
    }

    /** Changes with what can be asked here: what is left to propose and to step back to hangs on phase and move. */
    public static String stamp(Phasing.TablePhase v) {
        return v.now().word() + " " + v.direct() + " " + v.mayPropose() + " " + v.mayStepBack() + " "
                + v.move().map(move -> move.id().brief()).orElse("");
    }

    private static Reply show(Ask ask, Desk desk, Tables.TableView table, Optional<Refusal> refused) {
        return Render.html(
                refused,
                "phase.jte",
                Map.of(
                        "p",
                        Frames.at(ask, desk, table, path(table), List.of()),
                        "path",
                        path(table),
                        "table",
                        table,
                        "v",
                        desk.phasing().phase(table.table())));
    }
}
