package parley.node.web.page;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.PrincipalId;
import parley.base.Refusal;
import parley.base.Result;
import parley.node.desk.Bargaining.Side;
import parley.node.desk.Desk;
import parley.node.desk.RoomRef;
import parley.node.desk.Sheets;
import parley.node.web.ask.Ask;
import parley.node.web.ask.Form;
import parley.node.web.ask.Reply;
import parley.node.web.ask.Router;

/** What this node's people believe of other sides' scores. */
final class EstimatePages {
    private static final String OF = SpacePages.SPACE + "/of/{person}";

    private final Desks desks;

    EstimatePages(Desks desks) {
        this.desks = desks;
    }

    void add(Router router) {
        router.get(OF, desks.room((ask, desk, here) -> estimating(ask, desk, here, Optional.empty())));
        router.post(OF, desks.room(EstimatePages::estimate));
        router.post(OF + "/forget", desks.room(EstimatePages::forget));
    }

    private static Optional<Side> side(Ask ask, List<Side> sides) {
        return ask.hash("person")
                .flatMap(id -> sides.stream()
                        .filter(side -> !side.own() && side.id().equals(new PrincipalId(id)))
                        .findFirst());
    }

    private static Reply estimating(Ask ask, Desk desk, Frames.Here here, Optional<Refusal> refused) {
        RoomRef room = here.room().ref();
        return switch (desk.bargaining().sides(room)) {
            case Result.Done<List<Side>>(List<Side> sides) -> estimating(ask, desk, here, side(ask, sides), refused);
            case Result.Refused<List<Side>>(Refusal unread) ->
                Desks.refused(ask, desk, refused.orElse(unread), Paths.room(room));
        };
    }

    private static Reply estimating(
            Ask ask, Desk desk, Frames.Here here, Optional<Side> side, Optional<Refusal> refused) {
        Sheets.SheetView sheet = desk.sheets().sheet(here.room().ref());
        if (side.isEmpty()
                || sheet.version().filter(one -> !one.issues().isEmpty()).isEmpty()) {
            return Desks.see(ask, SpacePages.path(here));
        }
        Sheets.SheetView believed = new Sheets.SheetView(
                sheet.mayAct(), sheet.version(), List.of(), side.get().scores(), false, false, List.of(), List.of());
        return RoomFrame.page(
                ask,
                desk,
                here,
                "spaceEstimate.jte",
                refused,
                p -> Map.of(
                        "v",
                        new SheetPages.SheetPage(
                                SpacePages.path(here),
                                here.table().ownRole(),
                                believed,
                                refused.isPresent() ? ask.form() : Form.EMPTY,
                                Optional.empty()),
                        "side",
                        SpacePages.named(p, side.get())));
    }

    private static Reply estimate(Ask ask, Desk desk, Frames.Here here) {
        Form form = ask.form();
        Sheets.SheetView sheet = desk.sheets().sheet(here.room().ref());
        Optional<Hash> id = SheetPages.standing(form.text("sheet"), sheet);
        Optional<PrincipalId> side = ask.hash("person").map(PrincipalId::new);
        Result<Ok> done = id.isEmpty() || side.isEmpty()
                ? Result.refused("sheet.changed")
                : SheetPages.scores(
                                form, id.get(), sheet.version().orElseThrow().issues())
                        .then(scores -> desk.bargaining().estimate(here.room().ref(), side.get(), scores));
        return switch (done) {
            case Result.Done<Ok> _ -> Desks.see(ask, SpacePages.path(here));
            case Result.Refused<Ok>(Refusal why) -> estimating(ask, desk, here, Optional.of(why));
        };
    }

    private static Reply forget(Ask ask, Desk desk, Frames.Here here) {
        Optional<PrincipalId> side = ask.hash("person").map(PrincipalId::new);
        return SpacePages.after(
                ask,
                desk,
                here,
                side.isEmpty()
                        ? Result.refused("bargain.no-such-side")
                        : desk.bargaining().forget(here.room().ref(), side.get()));
    }
}
