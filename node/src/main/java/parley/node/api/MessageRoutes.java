package parley.node.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import parley.base.Result;
import parley.node.desk.Desk;
import parley.node.desk.Messages;
import parley.node.desk.RoomRef;

/** Routes of what was said and of what is about to be: pages, messages on their way, drafts, search, statements. */
final class MessageRoutes {
    private static final String LINES = RoomRoutes.ROOM + "/lines";
    private static final String UNPLACED = RoomRoutes.ROOM + "/unplaced";
    private static final String DRAFT = RoomRoutes.ROOM + "/draft";

    private static final int USUAL_LINES = 50;

    private MessageRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.desk("GET", LINES, MessageRoutes::page),
                Route.desk(
                        "GET",
                        LINES + "/{index}",
                        (desk, asked) -> desk.messages()
                                .line(asked.room(), asked.number("index"))
                                .map(Answer::value)),
                Route.desk("GET", LINES + "/{index}/statement", MessageRoutes::statement),
                Route.desk("POST", RoomRoutes.ROOM + "/messages", MessageRoutes::send),
                Route.desk(
                        "GET",
                        UNPLACED,
                        (desk, asked) -> Result.done(Answer.value(new Outputs.Unplaced(
                                desk.messages().unplaced(asked.room()),
                                desk.messages().lateActs(asked.room()))))),
                Route.desk(
                        "DELETE",
                        UNPLACED + "/{ticket}",
                        (desk, asked) -> desk.messages()
                                .takeBack(asked.room(), asked.number("ticket"))
                                .map(ok -> new Answer.Nothing())),
                Route.desk("POST", UNPLACED + "/{ticket}/decision", MessageRoutes::decide),
                Route.desk(
                        "GET",
                        DRAFT,
                        (desk, asked) -> Result.done(Answer.value(
                                new Outputs.DraftKept(desk.messages().draft(asked.room()))))),
                Route.desk("PUT", DRAFT, MessageRoutes::keepDraft),
                Route.desk("POST", "/api/v1/search", MessageRoutes::search));
    }

    private static Result<Answer> page(Desk desk, Asked asked) throws BadCall {
        asked.only(Set.of("before", "from", "count"));
        OptionalLong before = asked.asked("before");
        OptionalLong from = asked.asked("from");
        long count = asked.asked("count").orElse(USUAL_LINES);
        if (count < 1 || count > Messages.MOST_LINES) {
            throw BadCall.malformed("count is from 1 to " + Messages.MOST_LINES + ".");
        }
        if (before.isPresent() && from.isPresent()) {
            throw BadCall.malformed("Give before or from, not both.");
        }
        Result<Messages.Page> page = from.isPresent()
                ? desk.messages().since(asked.room(), from.getAsLong(), (int) count)
                : desk.messages().page(asked.room(), before, (int) count);
        return page.map(found -> Answer.value(new Outputs.Page(found.lines(), found.total(), found.older())));
    }

    private static Result<Answer> statement(Desk desk, Asked asked) throws BadCall {
        return desk.messages()
                .statement(asked.room(), asked.number("index"))
                .map(file ->
                        new Answer.Stream(Api.BYTES, OptionalLong.of(file.size()), out -> out.write(file.toArray())));
    }

    private static Result<Answer> send(Desk desk, Asked asked) throws BadCall, IOException {
        RoomRef room = asked.room();
        Messages.Outgoing message = asked.json(Inputs.Message.class).outgoing();
        return NamedReader.ofRoom(
                desk,
                asked,
                message.text(),
                () -> desk.messages().send(room, message).map(ticket -> Answer.value(new Outputs.Ticket(ticket))));
    }

    private static Result<Answer> decide(Desk desk, Asked asked) throws BadCall, IOException {
        return desk.messages()
                .decideLate(
                        asked.room(),
                        asked.number("ticket"),
                        asked.json(Inputs.LateDecision.class).sayIt())
                .map(ok -> new Answer.Nothing());
    }

    private static Result<Answer> keepDraft(Desk desk, Asked asked) throws BadCall, IOException {
        return desk.messages()
                .keepDraft(asked.room(), asked.json(Inputs.Message.class).outgoing())
                .map(ok -> new Answer.Nothing());
    }

    /** Writes something that may fail. */
    @FunctionalInterface
    private interface Writing {
        void write() throws IOException;
    }

    private static boolean written(Writing writing) {
        try {
            writing.write();
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hits go out as they are found; a caller that hangs up ends the search. */
    private static Result<Answer> search(Desk desk, Asked asked) throws BadCall, IOException {
        Inputs.Search in = asked.json(Inputs.Search.class);
        return Result.done(new Answer.Stream(Api.JSON_LINES, OptionalLong.empty(), out -> {
            Result<Long> ended;
            try {
                ended = desk.messages().search(in.rooms(), in.words(), new Messages.Finding() {
                    @Override
                    public boolean hit(Messages.Hit hit) {
                        return written(() -> JsonLines.write(out, hit));
                    }

                    @Override
                    public boolean goesOn(long looked) {
                        return written(() -> JsonLines.goesOn(out));
                    }
                });
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
            switch (ended) {
                case Result.Done<Long>(Long looked) -> JsonLines.write(out, new Outputs.SearchEnded(looked));
                case Result.Refused<Long>(var why) -> JsonLines.write(out, why);
            }
        }));
    }
}
