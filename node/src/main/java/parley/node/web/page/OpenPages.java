package parley.node.web.page;

import java.util.Map;
import java.util.Optional;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.TableId;
import parley.node.desk.Desk;
import parley.node.web.ask.Ask;
import parley.node.web.ask.Form;
import parley.node.web.ask.Reply;
import parley.node.web.ask.Router;
import parley.protocol.port.RelayAddress;

/** Opening a table. */
final class OpenPages {
    private final Desks desks;

    OpenPages(Desks desks) {
        this.desks = desks;
    }

    void add(Router router) {
        router.get("/tables/new", desks.desk((ask, desk) -> show(ask, desk, Form.EMPTY, Optional.empty())));
        router.post("/tables/new", desks.desk(this::open));
    }

    private Reply open(Ask ask, Desk desk) {
        Form form = ask.form();
        Result<TableId> opened = Roles.of(form.text("role"))
                .then(role -> RelayAddress.parse(form.line("relay"))
                        .then(relay -> desk.tables().open(form.line("cover"), form.line("own"), role, relay)));
        return switch (opened) {
            case Result.Done<TableId>(TableId table) -> Desks.see(ask, Paths.table(table));
            case Result.Refused<TableId>(Refusal why) -> show(ask, desk, form, Optional.of(why));
        };
    }

    private static Reply show(Ask ask, Desk desk, Form typed, Optional<Refusal> refused) {
        return Render.html(refused, "open.jte", Map.of("p", Frames.above(ask, desk, "title.open"), "typed", typed));
    }
}
