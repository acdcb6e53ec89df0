package parley.node.api;

import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import parley.base.Hash;
import parley.base.Result;
import parley.node.desk.Desk;
import parley.node.desk.Rooms;

/** Routes of rooms and of changes to them: planning, joining, proposals, consents. */
final class RoomRoutes {
    private static final String ROOMS = "/api/v1/tables/{table}/rooms";
    static final String ROOM = ROOMS + "/{room}";
    private static final String PROPOSALS = ROOM + "/proposals";

    private RoomRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.desk(
                        "GET",
                        ROOMS,
                        (desk, asked) -> Result.done(
                                Answer.value(new Outputs.RoomList(desk.rooms().list(asked.table()))))),
                Route.desk("POST", ROOMS, RoomRoutes::plan),
                Route.desk("GET", ROOM, RoomRoutes::show),
                Route.desk("POST", ROOM + "/answer", RoomRoutes::answer),
                Route.desk("POST", ROOM + "/comparison", RoomRoutes::compared),
                Route.desk("POST", ROOM + "/read", RoomRoutes::read),
                Route.desk("GET", ROOM + "/relay-fault", RoomRoutes::relayFault),
                Route.desk(
                        "GET",
                        PROPOSALS,
                        (desk, asked) -> Result.done(Answer.value(
                                new Outputs.Proposals(desk.changes().open(asked.room()))))),
                Route.desk("POST", PROPOSALS, RoomRoutes::propose),
                Route.desk("POST", PROPOSALS + "/preview", RoomRoutes::preview),
                Route.desk(
                        "POST",
                        PROPOSALS + "/{proposal}/consent",
                        (desk, asked) -> desk.changes()
                                .consent(asked.room(), asked.proposal())
                                .map(ok -> new Answer.Nothing())),
                Route.desk(
                        "POST",
                        PROPOSALS + "/{proposal}/set-aside",
                        (desk, asked) -> Answer.nothing(desk.changes()
                                .setAside(
                                        asked.room(),
                                        asked.proposal(),
                                        asked.json(Inputs.SetAside.class).mark()))),
                Route.desk(
                        "DELETE",
                        PROPOSALS + "/{proposal}",
                        (desk, asked) -> desk.changes()
                                .withdraw(asked.room(), asked.proposal())
                                .map(ok -> new Answer.Nothing())));
    }

    private static Result<Answer> plan(Desk desk, Asked asked) throws BadCall, IOException {
        Inputs.PlanRoom in = asked.json(Inputs.PlanRoom.class);
        Rooms.Wanted wanted = new Rooms.Wanted(in.name(), in.kind(), in.others(), in.seats(), in.rules(), in.relay());
        return desk.rooms().plan(asked.table(), wanted).map(room -> Answer.value(new Outputs.RoomPlanned(room)));
    }

    private static Result<Answer> show(Desk desk, Asked asked) throws BadCall {
        return Result.done(Answer.value(
                desk.rooms().room(asked.room()).orElseThrow(() -> BadCall.notFound("There is no such room here."))));
    }

    private static Result<Answer> answer(Desk desk, Asked asked) throws BadCall, IOException {
        return Answer.nothing(
                switch (asked.json(Inputs.AnswerRoom.class)) {
                    case Inputs.AnswerRoom.Join(Hash asking) -> desk.rooms().join(asked.room(), asking);
                    case Inputs.AnswerRoom.Decline() -> desk.rooms().decline(asked.room());
                });
    }

    private static Result<Answer> compared(Desk desk, Asked asked) throws BadCall, IOException {
        Inputs.RoomWordsHeard in = asked.json(Inputs.RoomWordsHeard.class);
        return desk.rooms()
                .compared(asked.room(), in.epoch(), in.same(), in.how())
                .map(ok -> new Answer.Nothing());
    }

    private static Result<Answer> read(Desk desk, Asked asked) throws BadCall, IOException {
        return desk.rooms()
                .read(asked.room(), asked.json(Inputs.ReadThrough.class).index())
                .map(ok -> new Answer.Nothing());
    }

    private static Result<Answer> relayFault(Desk desk, Asked asked) throws BadCall {
        return desk.rooms()
                .relayFault(asked.room())
                .map(file ->
                        new Answer.Stream(Api.BYTES, OptionalLong.of(file.size()), out -> out.write(file.toArray())));
    }

    private static Result<Answer> propose(Desk desk, Asked asked) throws BadCall, IOException {
        Inputs.Wished in = asked.json(Inputs.Wished.class);
        return desk.changes()
                .propose(asked.room(), in.wish(), in.note())
                .map(id -> Answer.value(new Outputs.Proposed(id)));
    }

    private static Result<Answer> preview(Desk desk, Asked asked) throws BadCall, IOException {
        return desk.changes()
                .preview(asked.room(), asked.json(Inputs.Wished.class).wish())
                .map(Answer::value);
    }
}
