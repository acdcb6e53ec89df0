package parley.node.web.page;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Refusal;
import parley.base.Result;
import parley.node.desk.Carrying;
import parley.node.desk.Desk;
import parley.node.desk.Keeping;
import parley.node.desk.Tables;
import parley.node.web.ask.Ask;
import parley.node.web.ask.Reply;
import parley.node.web.ask.Router;

/** What is carried by hand: the pouch out and in, and requests for renewal. */
final class CarryPages {
    private final Desks desks;

    CarryPages(Desks desks) {
        this.desks = desks;
    }

    void add(Router router) {
        router.get(
                "/t/{table}/pouch",
                desks.table((ask, desk, table) -> pouch(ask, desk, table, Optional.empty(), Optional.empty())));
        router.post("/t/{table}/pouch/out", desks.table(this::out));
        router.take("POST", "/t/{table}/pouch/in", desks.table(this::in));
        router.get(
                "/t/{table}/renewal", desks.table((ask, desk, table) -> renewal(ask, desk, table, Optional.empty())));
        router.post("/t/{table}/renewal/ask", desks.table(this::askForRenewal));
        router.take(
                "POST",
                "/t/{table}/renewal/take",
                desks.table((ask, desk, table) ->
                        takeRenewal(ask, desk, table, AcceptPages.upload(ask, AcceptPages.MOST_INVITATION_BYTES))));
        router.post(
                "/t/{table}/renewal/words",
                desks.table((ask, desk, table) -> takeRenewal(
                        ask, desk, table, desk.tables().collect(AcceptPages.words(ask.form()), table.relay()))));
    }

    private static Reply pouch(
            Ask ask, Desk desk, Tables.TableView table, Optional<Carrying.Report> report, Optional<Refusal> refused) {
        String path = Paths.table(table.table()) + "/pouch";
        return Render.html(
                refused,
                "pouch.jte",
                Map.of("p", Frames.at(ask, desk, table, path, List.of()), "path", path, "report", report));
    }

    private Reply out(Ask ask, Desk desk, Tables.TableView table) {
        return switch (desk.carrying().exportPouch(table.table())) {
            case Result.Done<Bytes>(Bytes pouch) -> new Reply.Download("pouch.parley", pouch.size(), pouch.asStream());
            case Result.Refused<Bytes>(Refusal why) -> pouch(ask, desk, table, Optional.empty(), Optional.of(why));
        };
    }

    private Reply in(Ask ask, Desk desk, Tables.TableView table) {
        return switch (AcceptPages.upload(ask, Carrying.MOST_POUCH_BYTES)
                .then(bytes -> desk.carrying().importPouch(table.table(), bytes))) {
            case Result.Done<Carrying.Report>(Carrying.Report report) ->
                pouch(ask, desk, table, Optional.of(report), Optional.empty());
            case Result.Refused<Carrying.Report>(Refusal why) ->
                pouch(ask, desk, table, Optional.empty(), Optional.of(why));
        };
    }

    private static Reply renewal(Ask ask, Desk desk, Tables.TableView table, Optional<Refusal> refused) {
        String path = Paths.table(table.table()) + "/renewal";
        return Render.html(
                refused,
                "renewal.jte",
                Map.of(
                        "p",
                        Frames.at(ask, desk, table, path, List.of()),
                        "path",
                        path,
                        "table",
                        table,
                        "typed",
                        ask.form()));
    }

    private Reply askForRenewal(Ask ask, Desk desk, Tables.TableView table) {
        String path = Paths.table(table.table());
        // Whoever doesn't say it may have been copied and not know it: neither answer is taken for them.
        Result<Boolean> newKeys = switch (ask.form().text("keys")) {
            case "same" -> Result.done(false);
            case "new" -> Result.done(true);
            default -> Result.refused("renewal.same-or-new");
        };
        return switch (newKeys.then(fresh -> desk.keeping().askForRenewal(table.table(), fresh))) {
            case Result.Done<Tables.InvitationOut>(Tables.InvitationOut out) -> {
                TablePage.holdRequest(ask, table, out);
                yield Desks.see(ask, path + "/invitation");
            }
            case Result.Refused<Tables.InvitationOut>(Refusal why) -> renewal(ask, desk, table, Optional.of(why));
        };
    }

    private static Reply takeRenewal(Ask ask, Desk desk, Tables.TableView table, Result<Bytes> request) {
        return switch (request.then(bytes -> desk.keeping().takeRenewal(table.table(), bytes))) {
            case Result.Done<Keeping.Renewed>(Keeping.Renewed taken) ->
                Desks.see(ask, Paths.person(table.table(), taken.person()));
            case Result.Refused<Keeping.Renewed>(Refusal why) -> renewal(ask, desk, table, Optional.of(why));
        };
    }
}
