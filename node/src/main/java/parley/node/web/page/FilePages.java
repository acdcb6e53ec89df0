package parley.node.web.page;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import parley.base.Ok;
import parley.base.Refusal;
import parley.base.Result;
import parley.node.desk.Attachments;
import parley.node.desk.Desk;
import parley.node.web.ask.Ask;
import parley.node.web.ask.Multipart;
import parley.node.web.ask.Reply;
import parley.node.web.ask.Router;
import parley.talks.text.FileName;

/** Files of a room: put in piece by piece or by a plain form, fetched, saved. Nothing of a file is ever shown. */
final class FilePages {
    private final Desks desks;

    FilePages(Desks desks) {
        this.desks = desks;
    }

    void add(Router router) {
        String files = "/t/{table}/r/{room}/files";
        router.take("POST", files, desks.room(this::whole));
        router.post(files + "/begin", desks.room(this::begin));
        router.post(files + "/drop", desks.room(this::drop));
        router.take("PUT", files + "/up/{upload}/{offset}", desks.room(this::piece));
        router.get(files + "/{line}/{which}", desks.room(this::save));
        router.post(files + "/{line}/{which}/fetch", desks.room(this::fetch));
        router.post(files + "/{line}/{which}/stop", desks.room(this::stop));
    }

    private Reply begin(Ask ask, Desk desk, Frames.Here here) {
        String name = FileName.clean(ask.form().line("name"));
        Optional<Long> size = ask.form().number("size", 0, Attachments.MOST_BYTES);
        if (size.isEmpty()) {
            return said(ask, desk, here, tooLarge(Attachments.MOST_BYTES));
        }
        // The same name and size again means: go on where it stood. The page sends all of it, so that it is the same
        // file.
        Optional<Attachments.Upload> begun = desk
                .attachments()
                .uploads(here.room().ref())
                .stream()
                .filter(upload -> !upload.complete() && upload.name().equals(name) && upload.size() == size.get())
                .findFirst();
        Result<Attachments.Upload> upload = begun.map(Result::done)
                .orElseGet(() -> desk.attachments()
                        .begin(here.room().ref(), name, size.get())
                        .then(empty -> empty.complete() ? ticked(desk, here, empty) : Result.done(empty)));
        return stand(ask, desk, here, upload);
    }

    private Reply piece(Ask ask, Desk desk, Frames.Here here) {
        Optional<Long> offset = ask.number("offset");
        try {
            byte[] piece = ask.body().readNBytes(Attachments.MOST_PIECE + 1);
            if (offset.isEmpty() || piece.length > Attachments.MOST_PIECE) {
                return said(ask, desk, here, Refusal.of("web.file-unreadable"));
            }
            boolean under = desk.attachments()
                    .upload(ask.segment("upload"))
                    .filter(upload -> !upload.complete())
                    .isPresent();
            return stand(
                    ask,
                    desk,
                    here,
                    desk.attachments()
                            .piece(ask.segment("upload"), offset.get(), piece)
                            .then(upload ->
                                    under && upload.complete() ? ticked(desk, here, upload) : Result.done(upload)));
        } catch (IOException e) {
            return said(ask, desk, here, Refusal.of("web.file-unreadable"));
        }
    }

    /** A file that was put in here goes with what is written here until somebody unticks it. */
    private static Result<Attachments.Upload> ticked(Desk desk, Frames.Here here, Attachments.Upload upload) {
        RoomPage.Writing writing = RoomViews.kept(desk, here);
        return desk.messages()
                .addToDraft(upload.room(), upload.id(), RoomPages.outgoing(writing, writing.text()))
                .map(_ -> upload);
    }

    private static Reply stand(Ask ask, Desk desk, Frames.Here here, Result<Attachments.Upload> result) {
        return switch (result) {
            case Result.Done<Attachments.Upload>(Attachments.Upload upload) ->
                new Reply.Json(
                        200,
                        Json.object(
                                "id",
                                upload.id(),
                                "taken",
                                upload.taken(),
                                "path",
                                "/" + ask.session().path()
                                        + Paths.room(here.room().ref()) + "/files/up/" + upload.id()));
            case Result.Refused<Attachments.Upload>(Refusal why) -> said(ask, desk, here, why);
        };
    }

    private static Refusal tooLarge(long most) {
        return Refusal.of("web.file-too-large", most / 1_000_000);
    }

    private static Reply said(Ask ask, Desk desk, Frames.Here here, Refusal why) {
        Page page = Frames.in(ask, desk, here, "");
        return new Reply.Json(
                409, Json.object("said", page.words().happened(why).plain()));
    }

    /** A plain form's upload: its size isn't known before its end, so it is taken in memory-sized pieces as it comes. */
    private Reply whole(Ask ask, Desk desk, Frames.Here here) {
        String path = Paths.room(here.room().ref());
        try {
            Optional<Multipart> parts = ask.parts();
            Optional<Multipart.Part> part = parts.isPresent() ? parts.get().next() : Optional.empty();
            if (part.isEmpty()
                    || part.get().fileName().filter(name -> !name.isBlank()).isEmpty()) {
                return Desks.refused(ask, desk, Refusal.of("web.no-file"), path);
            }
            byte[] content = parts.get().bytes(MOST_PLAIN);
            return Desks.after(
                    ask,
                    desk,
                    desk.attachments()
                            .begin(here.room().ref(), part.get().fileName().orElse(""), content.length)
                            .then(upload -> pieces(desk, upload, content))
                            .then(upload -> ticked(desk, here, upload)),
                    path + "#composer",
                    path);
        } catch (IOException e) {
            return Desks.refused(ask, desk, tooLarge(MOST_PLAIN), path);
        }
    }

    /** Without script a file comes in one form and is held in memory while it is sealed; larger ones need the script. */
    static final int MOST_PLAIN = 32 * 1024 * 1024;

    private static Result<Attachments.Upload> pieces(Desk desk, Attachments.Upload begun, byte[] content) {
        Result<Attachments.Upload> stands = Result.done(begun);
        for (int at = 0; at < content.length; at += Attachments.MOST_PIECE) {
            int from = at;
            byte[] piece = Arrays.copyOfRange(content, from, Math.min(content.length, from + Attachments.MOST_PIECE));
            stands = stands.then(upload -> desk.attachments().piece(upload.id(), from, piece));
        }
        return stands;
    }

    private Reply drop(Ask ask, Desk desk, Frames.Here here) {
        String path = Paths.room(here.room().ref());
        String upload = ask.form().text("drop");
        RoomPage.Writing writing = RoomPages.writing(ask).without(upload);
        // The button is one of the composer's: what was typed there stays.
        return Desks.after(
                ask,
                desk,
                desk.messages()
                        .keepDraft(here.room().ref(), RoomPages.outgoing(writing, writing.text()))
                        .then(_ -> desk.attachments().cancel(upload)),
                path + "#composer",
                path);
    }

    private Reply save(Ask ask, Desk desk, Frames.Here here) {
        String path = Paths.room(here.room().ref());
        return switch (desk.attachments().open(here.room().ref(), line(ask), which(ask), 0)) {
            case Result.Done<Attachments.Opened>(Attachments.Opened opened) ->
                new Reply.Download(opened.name(), opened.size(), opened.stream());
            case Result.Refused<Attachments.Opened>(Refusal why) -> Desks.refused(ask, desk, why, path);
        };
    }

    private Reply fetch(Ask ask, Desk desk, Frames.Here here) {
        return moved(ask, desk, here, desk.attachments().fetch(here.room().ref(), line(ask), which(ask)));
    }

    private Reply stop(Ask ask, Desk desk, Frames.Here here) {
        return moved(ask, desk, here, desk.attachments().stopFetch(here.room().ref(), line(ask), which(ask)));
    }

    /** A line that no record has, where none is named. */
    private static long line(Ask ask) {
        return ask.number("line").orElse(-1L);
    }

    private static int which(Ask ask) {
        return ask.number("which").orElse(-1L).intValue();
    }

    private static Reply moved(Ask ask, Desk desk, Frames.Here here, Result<Ok> result) {
        String path = Paths.room(here.room().ref());
        return Desks.after(ask, desk, result, path + "#m" + ask.segment("line"), path);
    }
}
