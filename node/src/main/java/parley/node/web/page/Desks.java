package parley.node.web.page;

import java.util.List;
import java.util.Optional;
import parley.base.Refusal;
import parley.base.Result;
import parley.node.desk.Desk;
import parley.node.desk.NodeGate;
import parley.node.desk.Tables;
import parley.node.web.ask.Ask;
import parley.node.web.ask.Reply;
import parley.node.web.ask.Router;

/** Gives pages the open desk, the table or the room that they are about; without one, the door or "not here". */
final class Desks {
    private final NodeGate gate;

    Desks(NodeGate gate) {
        this.gate = gate;
    }

    /** A page above all tables. */
    @FunctionalInterface
    interface OfDesk {
        Reply answer(Ask ask, Desk desk);
    }

    /** A page of a table. */
    @FunctionalInterface
    interface OfTable {
        Reply answer(Ask ask, Desk desk, Tables.TableView table);
    }

    /** A page of a room. */
    @FunctionalInterface
    interface OfRoom {
        Reply answer(Ask ask, Desk desk, Frames.Here here);
    }

    Router.Page desk(OfDesk page) {
        return ask -> gate.desk()
                .map(desk -> page.answer(ask, desk))
                .orElseGet(() -> ask.byScript() ? new Reply.Json(423, "{}") : see(ask, "/unlock"));
    }

    /** The desk, unless the node is locked. */
    Optional<Desk> open() {
        return gate.desk();
    }

    Router.Page table(OfTable page) {
        return desk((ask, desk) -> Frames.table(ask, desk)
                .map(table -> page.answer(ask, desk, table))
                .orElseGet(() -> missing(ask, desk)));
    }

    Router.Page room(OfRoom page) {
        return desk((ask, desk) ->
                Frames.here(ask, desk).map(here -> page.answer(ask, desk, here)).orElseGet(() -> missing(ask, desk)));
    }

    /** "Done; look there", inside this browser's session. */
    static Reply see(Ask ask, String path) {
        return new Reply.See("/" + ask.session().path() + path);
    }

    static Reply missing(Ask ask, Desk desk) {
        Page page = Frames.above(ask, desk, "title.missing");
        return Render.html(404, "missing.jte", java.util.Map.of("p", page));
    }

    /** Nothing was done, and why. What was typed isn't on this page, and the page says so: a form of more than a button is shown again. */
    static Reply refused(Ask ask, Desk desk, Refusal why, String back) {
        Page page = Frames.table(ask, desk)
                .map(table -> Frames.at(ask, desk, table, back, List.of()))
                .orElseGet(() -> Frames.above(ask, desk, "title.refused"));
        return Render.html(409, "refused.jte", java.util.Map.of("p", page, "why", why, "back", back));
    }

    /** After an act: on to {@code next}, or a page that says why not. */
    static <T> Reply after(Ask ask, Desk desk, Result<T> result, String next, String back) {
        return switch (result) {
            case Result.Done<T> done -> see(ask, next);
            case Result.Refused<T>(Refusal why) -> refused(ask, desk, why, back);
        };
    }
}
