package parley.node.api;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import parley.base.Result;
import parley.node.desk.Attachments;
import parley.node.desk.Desk;

/** Routes of files: uploads piece by piece, and opening or fetching what a message names. */
final class AttachmentRoutes {
    private static final String UPLOAD = "/api/v1/uploads/{upload}";
    private static final String ATTACHMENT = RoomRoutes.ROOM + "/lines/{index}/attachments/{which}";

    private AttachmentRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.desk(
                        "GET",
                        RoomRoutes.ROOM + "/uploads",
                        (desk, asked) -> Result.done(Answer.value(
                                new Outputs.Uploads(desk.attachments().uploads(asked.room()))))),
                Route.desk("POST", RoomRoutes.ROOM + "/uploads", AttachmentRoutes::begin),
                Route.desk("GET", UPLOAD, AttachmentRoutes::show),
                Route.desk("PUT", UPLOAD, AttachmentRoutes::piece),
                Route.desk(
                        "DELETE",
                        UPLOAD,
                        (desk, asked) ->
                                desk.attachments().cancel(asked.text("upload")).map(ok -> new Answer.Nothing())),
                Route.desk("GET", ATTACHMENT, AttachmentRoutes::open),
                Route.desk(
                        "POST",
                        ATTACHMENT + "/fetch",
                        (desk, asked) -> desk.attachments()
                                .fetch(asked.room(), asked.number("index"), asked.small("which"))
                                .map(ok -> new Answer.Nothing())),
                Route.desk(
                        "DELETE",
                        ATTACHMENT + "/fetch",
                        (desk, asked) -> desk.attachments()
                                .stopFetch(asked.room(), asked.number("index"), asked.small("which"))
                                .map(ok -> new Answer.Nothing())));
    }

    private static Result<Answer> begin(Desk desk, Asked asked) throws BadCall, IOException {
        Inputs.BeginUpload in = asked.json(Inputs.BeginUpload.class);
        return desk.attachments().begin(asked.room(), in.name(), in.size()).map(Answer::value);
    }

    private static Result<Answer> show(Desk desk, Asked asked) throws BadCall {
        return Result.done(Answer.value(desk.attachments()
                .upload(asked.text("upload"))
                .orElseThrow(() -> BadCall.notFound("There is no such upload."))));
    }

    private static Result<Answer> piece(Desk desk, Asked asked) throws BadCall, IOException {
        asked.only(Set.of("offset"));
        OptionalLong offset = asked.asked("offset");
        if (offset.isEmpty()) {
            throw BadCall.malformed("offset says where this piece begins.");
        }
        return desk.attachments()
                .piece(asked.text("upload"), offset.getAsLong(), asked.bytes(Attachments.MOST_PIECE))
                .map(Answer::value);
    }

    private static Result<Answer> open(Desk desk, Asked asked) throws BadCall {
        asked.only(Set.of("from"));
        return desk.attachments()
                .open(
                        asked.room(),
                        asked.number("index"),
                        asked.small("which"),
                        asked.asked("from").orElse(0))
                .map(opened -> new Answer.Stream(
                        Attachments.INERT_TYPE, OptionalLong.of(opened.size() - opened.from()), opened::copyTo));
    }
}
