package parley.node.web.page;

import java.util.List;
import parley.base.Ok;
import parley.node.desk.Desk;
import parley.node.desk.Notice;
import parley.node.web.ask.Ask;
import parley.node.web.ask.Reply;
import parley.node.web.ask.Router;

/** Takes a notice off the pages once somebody has read it: of the node, of a table, of a room. */
final class NoticePages {
    private final Desks desks;

    NoticePages(Desks desks) {
        this.desks = desks;
    }

    void add(Router router) {
        router.post(
                "/notices/seen",
                desks.desk((ask, desk) -> seen(ask, desk, desk.keeping().notices(), "/diagnostics")));
        router.post(
                "/t/{table}/notices/seen",
                desks.table((ask, desk, table) -> seen(ask, desk, table.notices(), Paths.table(table.table()))));
        router.post(
                "/t/{table}/r/{room}/notices/seen",
                desks.room((ask, desk, here) -> seen(
                        ask, desk, here.room().notices(), Paths.room(here.room().ref()))));
    }

    /** A notice is named by its key and instant: which ones there are may have changed since the page was shown. */
    private static Reply seen(Ask ask, Desk desk, List<Notice> notices, String back) {
        return Desks.after(
                ask,
                desk,
                notices.stream()
                        .filter(notice -> notice.key().equals(ask.form().text("key"))
                                && notice.since().toString().equals(ask.form().text("since")))
                        .findFirst()
                        .map(notice -> desk.keeping().acknowledge(notice))
                        .orElseGet(Ok::done),
                back,
                back);
    }
}
