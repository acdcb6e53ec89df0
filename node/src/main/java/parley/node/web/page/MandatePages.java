package parley.node.web.page;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.RoomId;
import parley.node.desk.Desk;
import parley.node.desk.Mandating;
import parley.node.desk.Tables;
import parley.node.web.ask.Ask;
import parley.node.web.ask.Form;
import parley.node.web.ask.Reply;
import parley.node.web.ask.Router;
import parley.talks.mandate.Power;

/** Mandates: which stand at a table and where, issuing one, acting under one, taking one back. */
public final class MandatePages {
    /** From a day's visit to a year at most. */
    public static final List<Integer> DAYS = List.of(1, 7, 30, 90, 365);

    private static final int USUAL_DAYS = 30;

    private static final String MANDATES = "/t/{table}/mandates";

    private final Desks desks;

    MandatePages(Desks desks) {
        this.desks = desks;
    }

    void add(Router router) {
        router.get(MANDATES, desks.table((ask, desk, table) -> show(ask, desk, table, Form.EMPTY, Optional.empty())));
        router.post(MANDATES, desks.table(MandatePages::issued));
        router.post(
                MANDATES + "/{mandate}/acting",
                act((desk, table, id) -> desk.mandating().take(table.table(), id)));
        router.post(
                MANDATES + "/{mandate}/revoke",
                act((desk, table, id) -> desk.mandating().revoke(table.table(), id)));
    }

    /** An act on the mandate that the address names. */
    @FunctionalInterface
    private interface OfMandate {
        Result<Ok> done(Desk desk, Tables.TableView table, Hash mandate);
    }

    private Router.Page act(OfMandate act) {
        return desks.table((ask, desk, table) -> switch (ask.hash("mandate")
                .map(id -> act.done(desk, table, id))
                .orElseGet(() -> Result.refused("mandate.no-such"))) {
            case Result.Done<Ok> _ -> Desks.see(ask, path(table));
            case Result.Refused<Ok>(Refusal why) -> show(ask, desk, table, Form.EMPTY, Optional.of(why));
        });
    }

    private static Reply issued(Ask ask, Desk desk, Tables.TableView table) {
        Form form = ask.form();
        List<RoomId> rooms = desk.mandating().mandates(table.table()).rooms().stream()
                .map(room -> room.room().room())
                .filter(room -> form.all("room").contains(room.toHex()))
                .toList();
        Optional<Power> power = Chosen.of(Power.values(), form.text("power"));
        Result<Hash> made = power.isEmpty()
                ? Result.refused("mandate.choose")
                : desk.mandating()
                        .issue(
                                table.table(),
                                new Mandating.Issuing(form.line("delegate"), power.get(), days(form), rooms));
        return switch (made) {
            case Result.Done<Hash> _ -> Desks.see(ask, path(table));
            case Result.Refused<Hash>(Refusal why) -> show(ask, desk, table, form, Optional.of(why));
        };
    }

    private static int days(Form typed) {
        return DAYS.stream()
                .filter(days -> typed.text("days").equals(String.valueOf(days)))
                .findFirst()
                .orElse(USUAL_DAYS);
    }

    private static String path(Tables.TableView table) {
        return Paths.table(table.table()) + "/mandates";
    }

    private static Reply show(Ask ask, Desk desk, Tables.TableView table, Form typed, Optional<Refusal> refused) {
        return Render.html(
                refused,
                "mandates.jte",
                Map.of(
                        "p",
                        Frames.at(ask, desk, table, path(table), List.of()),
                        "path",
                        path(table),
                        "v",
                        desk.mandating().mandates(table.table()),
                        "typed",
                        typed,
                        "days",
                        days(typed)));
    }
}
