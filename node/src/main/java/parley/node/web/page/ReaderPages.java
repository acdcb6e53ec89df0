package parley.node.web.page;

import java.util.List;
import java.util.Map;
import parley.node.desk.Desk;
import parley.node.web.ask.Ask;
import parley.node.web.ask.Reply;
import parley.node.web.ask.Router;

/** Who reads a room, its words for this epoch, and its Rules in plain sentences. */
final class ReaderPages {
    private final Desks desks;

    ReaderPages(Desks desks) {
        this.desks = desks;
    }

    void add(Router router) {
        router.get(
                "/t/{table}/r/{room}/readers", desks.room((ask, desk, here) -> show(ask, desk, here, "readers.jte")));
        router.get("/t/{table}/r/{room}/rules", desks.room((ask, desk, here) -> show(ask, desk, here, "rules.jte")));
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
