package parley.node.web.page;

import java.time.InstantSource;
import java.util.Map;
import parley.node.desk.Desk;
import parley.node.web.ask.Ask;
import parley.node.web.ask.Reply;
import parley.node.web.ask.Router;

/** The list of tables. */
public final class TablePages {
    private final Desks desks;
    private final InstantSource clock;

    TablePages(Desks desks, InstantSource clock) {
        this.desks = desks;
        this.clock = clock;
    }

    void add(Router router) {
        router.get("/tables", desks.desk(this::list));
    }

    private Reply list(Ask ask, Desk desk) {
        return Render.html(
                "tables.jte",
                Map.of(
                        "p",
                        Frames.above(ask, desk, "title.tables"),
                        "rows",
                        desk.tables().list().stream()
                                .map(table -> new TablesView.Row(
                                        table,
                                        Paths.table(table.table()),
                                        Frames.rooms(desk, table, ""),
                                        TablesView.needs(desk, table),
                                        Ageing.of(desk.questions().open(table.table()), clock.instant())))
                                .toList()));
    }
}
