package parley.node.web.page;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import gg.jte.output.WriterOutput;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.base.Refusal;
import parley.base.Result;
import parley.node.desk.Desk;
import parley.node.desk.Messages;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
import parley.node.desk.Tables;
import parley.node.web.ask.Ask;
import parley.node.web.ask.Reply;
import parley.node.web.ask.Router;

/**
 * Searching one's own record: hits stand on the page as they are found; leaving or stopping the page ends the search.
 *
 * <p>The words travel in the body of a form, never in an address, which browsers keep.
 */
public final class SearchPages {
    /** Nobody reads further; the words can be made narrower. */
    private static final int MOST_HITS = 500;

    private final Desks desks;

    SearchPages(Desks desks) {
        this.desks = desks;
    }

    void add(Router router) {
        router.get("/search", desks.desk((ask, desk) -> page(ask, desk, Optional.empty(), false)));
        router.post("/search", desks.desk((ask, desk) -> page(ask, desk, Optional.empty(), true)));
        router.get("/t/{table}/search", desks.table((ask, desk, table) -> page(ask, desk, Optional.of(table), false)));
        router.post("/t/{table}/search", desks.table((ask, desk, table) -> page(ask, desk, Optional.of(table), true)));
    }

    private static Reply page(Ask ask, Desk desk, Optional<Tables.TableView> table, boolean search) {
        String path = table.map(at -> Paths.table(at.table())).orElse("") + "/search";
        Page page = table.map(at -> Frames.at(ask, desk, at, path, List.of()))
                .orElseGet(() -> Frames.above(ask, desk, "title.search"));
        String words = ask.form().line("words");
        if (!search || words.isEmpty()) {
            Content nothing = out -> {};
            return Render.html("search.jte", parts(page, path, words, table, nothing, false));
        }
        List<RoomRef> rooms = table.map(
                        at -> at.rooms().stream().map(Rooms.RoomBrief::ref).toList())
                .orElse(List.of());
        return new Reply.Stream("text/html; charset=utf-8", sink -> {
            Writer writer = new OutputStreamWriter(sink, StandardCharsets.UTF_8);
            TemplateOutput out = new WriterOutput(writer);
            Content hits = target -> find(desk, rooms, words, page, target, writer);
            try {
                Render.into(out, "search.jte", parts(page, path, words, table, hits, true));
                writer.flush();
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        });
    }

    private static Map<String, Object> parts(
            Page page, String path, String words, Optional<Tables.TableView> table, Content hits, boolean searched) {
        return Map.of("p", page, "path", path, "words", words, "table", table, "hits", hits, "searched", searched);
    }

    private static void find(
            Desk desk, List<RoomRef> rooms, String words, Page page, TemplateOutput out, Writer writer) {
        int[] found = {0};
        flush(writer);
        out.writeContent("<ol class=\"hits\">");
        Result<Long> looked = desk.messages().search(rooms, words, new Messages.Finding() {
            @Override
            public boolean hit(Messages.Hit hit) {
                Render.into(out, "part/hit.jte", Map.of("p", page, "hit", hit, "path", Paths.room(hit.room())));
                flush(writer);
                found[0]++;
                return found[0] < MOST_HITS;
            }

            @Override
            public boolean goesOn(long lines) {
                out.writeContent("\n");
                flush(writer);
                return true;
            }
        });
        out.writeContent("</ol>");
        switch (looked) {
            case Result.Done<Long>(Long lines) -> {
                out.writeContent("<p class=\"note ended\" role=\"status\">");
                page.say(found[0] < MOST_HITS ? "search.done" : "search.cut", "hits", found[0], "lines", lines)
                        .writeTo(out);
                out.writeContent("</p>");
            }
            case Result.Refused<Long>(Refusal why) ->
                Render.into(out, "part/refusal.jte", Map.of("p", page, "why", why));
        }
    }

    /** Sends what is there; a reader that went away shows here, and ends the search. */
    private static void flush(Writer writer) {
        try {
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The hit's words, with what was searched for marked. */
    public static Content marked(Messages.Hit hit) {
        String excerpt = hit.excerpt();
        int from = Math.max(0, Math.min(hit.from(), excerpt.length()));
        int to = Math.max(from, Math.min(hit.to(), excerpt.length()));
        String html = Shown.html(excerpt.substring(0, from), false)
                + "<mark>" + Shown.html(excerpt.substring(from, to), false) + "</mark>"
                + Shown.html(excerpt.substring(to), false);
        return out -> out.writeContent(html);
    }
}
