package parley.node.web.page;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.TableId;
import parley.node.desk.Desk;
import parley.node.desk.Tables;
import parley.node.web.ask.Ask;
import parley.node.web.ask.Form;
import parley.node.web.ask.Multipart;
import parley.node.web.ask.Reply;
import parley.node.web.ask.Router;
import parley.protocol.port.RelayAddress;

/** Accepting an invitation that was carried as a file or as twelve words: first looked at, then taken. */
final class AcceptPages {
    /** An invitation is some kilobytes; whatever is larger is something else. */
    static final int MOST_INVITATION_BYTES = 64 * 1024;

    private static final String HELD = "invitation-in";

    private final Desks desks;

    AcceptPages(Desks desks) {
        this.desks = desks;
    }

    void add(Router router) {
        router.get("/accept", desks.desk((ask, desk) -> show(ask, desk, Form.EMPTY, Optional.empty())));
        router.take("POST", "/accept/file", desks.desk(this::file));
        router.post("/accept/words", desks.desk(this::words));
        router.get("/accept/look", desks.desk((ask, desk) -> look(ask, desk, Optional.empty())));
        router.post("/accept/take", desks.desk(this::take));
    }

    private Reply file(Ask ask, Desk desk) {
        Result<Bytes> read = upload(ask, MOST_INVITATION_BYTES);
        return switch (read.then(bytes -> desk.tables().look(bytes).map(seen -> bytes))) {
            case Result.Done<Bytes>(Bytes bytes) -> hold(ask, bytes);
            case Result.Refused<Bytes>(Refusal why) -> show(ask, desk, Form.EMPTY, Optional.of(why));
        };
    }

    private Reply words(Ask ask, Desk desk) {
        List<String> words = words(ask.form());
        Result<Bytes> found = RelayAddress.parse(ask.form().line("relay"))
                .then(relay -> desk.tables().collect(words, relay))
                .then(bytes -> desk.tables().look(bytes).map(seen -> bytes));
        return switch (found) {
            case Result.Done<Bytes>(Bytes bytes) -> hold(ask, bytes);
            case Result.Refused<Bytes>(Refusal why) -> show(ask, desk, ask.form(), Optional.of(why));
        };
    }

    /** The words that somebody typed, however they are kept apart. */
    static List<String> words(Form form) {
        return List.of(form.line("words").toLowerCase(Locale.ROOT).split("[\\s,.;]+"));
    }

    private static Reply hold(Ask ask, Bytes invitation) {
        ask.session().hold(HELD, invitation);
        return Desks.see(ask, "/accept/look");
    }

    private Reply look(Ask ask, Desk desk, Optional<Refusal> refused) {
        Optional<Bytes> held = ask.session().held(HELD, Bytes.class);
        if (held.isEmpty()) {
            return Desks.see(ask, "/accept");
        }
        return switch (desk.tables().look(held.get())) {
            case Result.Done<Tables.InvitationIn>(Tables.InvitationIn seen) ->
                Render.html(
                        refused, "acceptLook.jte", Map.of("p", Frames.above(ask, desk, "title.accept"), "seen", seen));
            case Result.Refused<Tables.InvitationIn>(Refusal why) -> show(ask, desk, Form.EMPTY, Optional.of(why));
        };
    }

    private Reply take(Ask ask, Desk desk) {
        if (ask.form().text("do").equals("refuse")) {
            ask.session().take(HELD, Bytes.class);
            return Desks.see(ask, "/tables");
        }
        Optional<Bytes> held = ask.session().held(HELD, Bytes.class);
        if (held.isEmpty()) {
            return Desks.see(ask, "/accept");
        }
        return switch (desk.tables().accept(held.get(), ask.form().line("cover"))) {
            case Result.Done<TableId>(TableId table) -> {
                ask.session().take(HELD, Bytes.class);
                yield Desks.see(ask, Paths.table(table));
            }
            case Result.Refused<TableId>(Refusal why) -> look(ask, desk, Optional.of(why));
        };
    }

    private static Reply show(Ask ask, Desk desk, Form typed, Optional<Refusal> refused) {
        return Render.html(refused, "accept.jte", Map.of("p", Frames.above(ask, desk, "title.accept"), "typed", typed));
    }

    /** The one file of an upload form, in memory and within bounds. */
    static Result<Bytes> upload(Ask ask, int most) {
        try {
            Optional<Multipart> parts = ask.parts();
            if (parts.isPresent()) {
                for (Optional<Multipart.Part> part = parts.get().next();
                        part.isPresent();
                        part = parts.get().next()) {
                    if (part.get().fileName().isPresent()) {
                        byte[] content = parts.get().bytes(most);
                        return content.length == 0 ? Result.refused("web.no-file") : Result.done(Bytes.wrap(content));
                    }
                }
            }
            return Result.refused("web.no-file");
        } catch (IOException e) {
            return Result.refused("web.file-unreadable");
        }
    }
}
