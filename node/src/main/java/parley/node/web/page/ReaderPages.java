package parley.node.web.page;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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
                "/t/{table}/r/{room}/readers", desks.room((ask, desk, here) -> show(ask, desk, here, "readers.jte")));
        router.post("/t/{table}/r/{room}/readers", desks.room(ReaderPages::compared));
        router.get("/t/{table}/r/{room}/rules", desks.room((ask, desk, here) -> show(ask, desk, here, "rules.jte")));
    }

    private static Reply compared(Ask ask, Desk desk, Frames.Here here) {
        String readers = Paths.room(here.room().ref()) + "/readers";
        Page page = Frames.at(ask, desk, here.table(), "title.room", readers, List.of());
        Optional<Long> epoch = ask.form().number("epoch", 0, Integer.MAX_VALUE);
        if (epoch.isEmpty()) {
            return Desks.missing(ask, desk);
        }
        return switch (Compared.read(ask.form(), page)) {
            case Result.Done<Optional<Compared>>(Optional<Compared> found) ->
                found.map(one -> Desks.after(
                                ask,
                                desk,
                                desk.rooms()
                                        .compared(here.room().ref(), epoch.get().intValue(), one.same(), one.how()),
                                readers,
                                readers))
                        .orElseGet(() -> Desks.see(ask, readers));
            case Result.Refused<Optional<Compared>>(Refusal why) -> Desks.refused(ask, desk, why, readers);
        };
    }

    private static Reply show(Ask ask, Desk desk, Frames.Here here, String template) {
        String path = Paths.room(here.room().ref());
        return Render.html(
                template,
                Map.of(
                        "p",
                        Frames.at(ask, desk, here.table(), "title.room", path + "/", List.of()),
                        "room",
                        here.room(),
                        "band",
                        Frames.band(
                                here.room(), Frames.shapes(desk, here.table().table())),
                        "path",
                        path,
                        "table",
                        here.table()));
    }
}
