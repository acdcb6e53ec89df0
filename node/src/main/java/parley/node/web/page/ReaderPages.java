package parley.node.web.page;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import parley.base.Ok;
import parley.base.Refusal;
import parley.base.Result;
import parley.node.desk.Desk;
import parley.node.web.ask.Ask;
import parley.node.web.ask.Reply;
import parley.node.web.ask.Router;

/** Who reads a room, its words for this epoch and what comparing them found, and its Rules in plain sentences. */
final class ReaderPages {
    private final Desks desks;

    ReaderPages(Desks desks) {
        this.desks = desks;
    }

    void add(Router router) {
        router.get(
                "/t/{table}/r/{room}/readers",
                desks.room((ask, desk, here) -> readers(ask, desk, here, Optional.empty())));
        router.post("/t/{table}/r/{room}/readers", desks.room(ReaderPages::compared));
        router.get(
                "/t/{table}/r/{room}/rules", desks.room((ask, desk, here) -> rules(ask, desk, here, Optional.empty())));
    }

    private static Reply compared(Ask ask, Desk desk, Frames.Here here) {
        String readers = Paths.room(here.room().ref()) + "/readers";
        Page page = Frames.in(ask, desk, here, readers);
        Optional<Long> epoch = ask.form().number("epoch", 0, Integer.MAX_VALUE);
        if (epoch.isEmpty()) {
            return Desks.missing(ask, desk);
        }
        Result<Ok> recorded = Compared.read(ask.form(), page)
                .then(found -> found.map(one -> desk.rooms()
                                .compared(here.room().ref(), epoch.get().intValue(), one.same(), one.how()))
                        .orElseGet(Ok::done));
        return switch (recorded) {
            case Result.Done<Ok> _ -> Desks.see(ask, readers);
            case Result.Refused<Ok>(Refusal why) -> readers(ask, desk, here, Optional.of(why));
        };
    }

    private static Reply readers(Ask ask, Desk desk, Frames.Here here, Optional<Refusal> refused) {
        return show(ask, desk, here, "readers.jte", refused, page -> Map.of());
    }

    /** The Rules; {@code refused} says why other Rules that were typed could not be proposed. */
    static Reply rules(Ask ask, Desk desk, Frames.Here here, Optional<Refusal> refused) {
        return show(
                ask,
                desk,
                here,
                "rules.jte",
                refused,
                page -> Map.of(
                        "others",
                        OtherRules.of(page, desk.rooms(), here.room()),
                        "asked",
                        AskedRoom.of(ask, here.room())));
    }

    private static Reply show(
            Ask ask,
            Desk desk,
            Frames.Here here,
            String template,
            Optional<Refusal> refused,
            Function<Page, Map<String, Object>> more) {
        return RoomFrame.page(ask, desk, here, template, refused, page -> {
            Map<String, Object> model = new HashMap<>(more.apply(page));
            model.put("path", Paths.room(here.room().ref()));
            model.put("table", here.table());
            model.put("typed", ask.form());
            return model;
        });
    }
}
