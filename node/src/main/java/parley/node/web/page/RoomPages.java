package parley.node.web.page;

import java.io.ByteArrayInputStream;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import parley.base.Bytes;
import parley.base.Ok;
import parley.base.Refusal;
import parley.base.Result;
import parley.node.desk.Desk;
import parley.node.desk.Messages;
import parley.node.desk.RoomRef;
import parley.node.web.ask.Ask;
import parley.node.web.ask.Reply;
import parley.node.web.ask.Router;
import parley.node.words.Language;
import parley.node.wrongroom.WrongRoom;
import parley.talks.message.MessageKind;

/** A room: reading it, answering whether to join it, writing into it. */
public final class RoomPages {
    private final Desks desks;
    private final RoomViews views;
    private final RoomGuard guard;

    RoomPages(Desks desks, InstantSource clock) {
        this.desks = desks;
        views = new RoomViews(clock);
        guard = new RoomGuard(clock);
    }

    void add(Router router) {
        router.get("/t/{table}/r/{room}", desks.room(this::show));
        router.post("/t/{table}/r/{room}/answer", desks.room(this::answer));
        router.post("/t/{table}/r/{room}/write", desks.room(this::write));
        router.post("/t/{table}/r/{room}/draft", desks.room(this::draft));
        router.post("/t/{table}/r/{room}/read", desks.room(RoomPages::seen));
        router.post("/t/{table}/r/{room}/take-back", desks.room(this::takeBack));
        router.post("/t/{table}/r/{room}/late", desks.room(this::late));
        router.get("/t/{table}/r/{room}/statements/{line}", desks.room(this::statement));
        router.get("/t/{table}/r/{room}/relay-fault", desks.room(RoomPages::relayFault));
    }

    private Reply show(Ask ask, Desk desk, Frames.Here here) {
        OptionalLong before = ask.query()
                .number("before", 0, Long.MAX_VALUE)
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
        RoomPage page = views.of(
                desk, here, before, RoomViews.kept(desk, here), guard.before(ask, desk, here.room()), Optional.empty());
        if (before.isEmpty() && !page.entries().isEmpty() && !ask.byScript()) {
            markRead(desk, here, page.entries().getLast().line().index());
        }
        return render(ask, desk, here, page, 200);
    }

    /** That a line was shown is worth keeping, but a page must show even when the disk is full. */
    private static void markRead(Desk desk, Frames.Here here, long index) {
        desk.rooms().read(here.room().ref(), index);
    }

    /** The open page says that a line which arrived meanwhile stands before its reader's eyes. */
    private static Reply seen(Ask ask, Desk desk, Frames.Here here) {
        ask.form()
                .number("through", 0, here.room().lines())
                .filter(index -> index < here.room().lines())
                .ifPresent(index -> markRead(desk, here, index));
        return new Reply.Json(200, "{}");
    }

    private Reply render(Ask ask, Desk desk, Frames.Here here, RoomPage page, int status) {
        Page frame = Frames.in(ask, desk, here, page.path());
        return Render.html(status, "room.jte", Map.of("p", frame, "v", page, "asked", AskedRoom.of(ask, here.room())));
    }

    private Reply answer(Ask ask, Desk desk, Frames.Here here) {
        RoomRef room = here.room().ref();
        String path = Paths.room(room);
        return Desks.after(
                ask,
                desk,
                ask.form().text("join").equals("yes")
                        ? join(ask, desk, room)
                        : desk.rooms().decline(room),
                path,
                path);
    }

    /** Yes to what stood on the page, and to nothing that came in its place. */
    private static Result<Ok> join(Ask ask, Desk desk, RoomRef room) {
        return Ask.named(ask.form().text("asking"))
                .map(asking -> desk.rooms().join(room, asking))
                .orElseGet(() -> Result.refused("founding.asked-otherwise"));
    }

    private Reply write(Ask ask, Desk desk, Frames.Here here) {
        RoomPage.Writing writing = writing(ask);
        if (ask.form().text("do").equals("draft")) {
            return keep(ask, desk, here, writing);
        }
        Guarded guarded = guard.inRoom(ask, desk, WrongRoom.Text.into(here.room(), writing.text()));
        if (guarded.stops()) {
            RoomPage page = views.of(desk, here, OptionalLong.empty(), writing, guarded, Optional.empty());
            return render(ask, desk, here, page, 200);
        }
        if (writing.onRecord() && !ask.form().text("confirmed").equals("yes")) {
            RoomPage page = views.of(desk, here, OptionalLong.empty(), writing, guarded, Optional.empty());
            Page frame = Frames.in(ask, desk, here, page.path());
            return Render.html("confirmRecord.jte", Map.of("p", frame, "v", page, "guard", guarded.typed()));
        }
        Result<Long> sent = desk.messages()
                .send(here.room().ref(), outgoing(writing, writing.text().strip()));
        return switch (sent) {
            case Result.Done<Long> done -> {
                guard.wrote(ask, here.room());
                yield Desks.see(ask, Paths.room(here.room().ref()) + "#unplaced");
            }
            case Result.Refused<Long>(Refusal why) ->
                render(
                        ask,
                        desk,
                        here,
                        views.of(desk, here, OptionalLong.empty(), writing, guarded, Optional.of(why)),
                        409);
        };
    }

    private Reply draft(Ask ask, Desk desk, Frames.Here here) {
        return keep(ask, desk, here, writing(ask));
    }

    private Reply keep(Ask ask, Desk desk, Frames.Here here, RoomPage.Writing writing) {
        Result<Ok> kept = desk.messages().keepDraft(here.room().ref(), outgoing(writing, writing.text()));
        if (!ask.byScript()) {
            String path = Paths.room(here.room().ref());
            return Desks.after(ask, desk, kept, path + "#composer", path);
        }
        Page page = Frames.in(ask, desk, here, "");
        return switch (kept) {
            case Result.Done<Ok> done ->
                new Reply.Json(200, Json.object("said", page.plain("write.kept", "at", page.clock(views.now()))));
            case Result.Refused<Ok>(Refusal why) ->
                new Reply.Json(
                        409, Json.object("said", page.words().happened(why).plain()));
        };
    }

    private Reply takeBack(Ask ask, Desk desk, Frames.Here here) {
        String path = Paths.room(here.room().ref());
        Result<Ok> taken = ask.form()
                .number("ticket", 0, Long.MAX_VALUE)
                .map(ticket -> desk.messages().takeBack(here.room().ref(), ticket))
                .orElseGet(() -> Result.refused("write.no-such-message"));
        return Desks.after(ask, desk, taken, path + "#composer", path);
    }

    private Reply late(Ask ask, Desk desk, Frames.Here here) {
        String path = Paths.room(here.room().ref());
        Result<Ok> decided = ask.form()
                .number("ticket", 0, Long.MAX_VALUE)
                .map(ticket -> desk.messages()
                        .decideLate(
                                here.room().ref(),
                                ticket,
                                ask.form().text("say").equals("yes")))
                .orElseGet(() -> Result.refused("write.no-such-message"));
        return Desks.after(ask, desk, decided, path, path);
    }

    private Reply statement(Ask ask, Desk desk, Frames.Here here) {
        String path = Paths.room(here.room().ref());
        return switch (desk.messages()
                .statement(here.room().ref(), ask.number("line").orElse(-1L))) {
            case Result.Done<Bytes>(var bytes) ->
                new Reply.Download(
                        "statement-" + ask.segment("line") + ".parley",
                        bytes.size(),
                        new ByteArrayInputStream(bytes.toArray()));
            case Result.Refused<Bytes>(Refusal why) -> Desks.refused(ask, desk, why, path);
        };
    }

    private static Reply relayFault(Ask ask, Desk desk, Frames.Here here) {
        return switch (desk.rooms().relayFault(here.room().ref())) {
            case Result.Done<Bytes>(Bytes file) ->
                new Reply.Download("relay-fault.parley", file.size(), new ByteArrayInputStream(file.toArray()));
            case Result.Refused<Bytes>(Refusal why) ->
                Desks.refused(ask, desk, why, Paths.room(here.room().ref()));
        };
    }

    /** What the form of the composer holds. */
    static RoomPage.Writing writing(Ask ask) {
        return new RoomPage.Writing(
                Chosen.of(MessageKind.values(), ask.form().text("kind")).orElse(MessageKind.STATEMENT),
                ask.form().text("text"),
                Language.ofTag(ask.form().text("language"))
                        .orElse(Language.ENGLISH)
                        .tag(),
                ask.form().text("reply"),
                ask.form().text("record").equals("on"),
                ask.form().all("file"));
    }

    static Messages.Outgoing outgoing(RoomPage.Writing writing, String text) {
        return new Messages.Outgoing(
                writing.kind(),
                text,
                writing.language(),
                BaseDirection.of(text, writing.language()),
                Ask.named(writing.replyTo()),
                writing.onRecord(),
                writing.files());
    }
}
