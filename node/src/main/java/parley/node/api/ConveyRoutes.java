package parley.node.api;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import parley.base.Hash;
import parley.base.Result;
import parley.node.desk.Conveying;
import parley.node.desk.Desk;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
import parley.node.wrongroom.WrongRoom;

/** Routes of passages, their caveats and the corridor. */
final class ConveyRoutes {
    private static final String PASSAGES = RoomRoutes.ROOM + "/passages";
    private static final String PASSAGE = PASSAGES + "/{passage}";
    private static final String CORRIDOR = "/api/v1/tables/{table}/corridor";
    private static final String CROSSING = CORRIDOR + "/{crossing}";

    private ConveyRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.desk(
                        "GET",
                        CORRIDOR,
                        (desk, asked) ->
                                Result.done(Answer.value(desk.conveying().corridor(asked.table())))),
                Route.desk(
                        "GET",
                        PASSAGES,
                        (desk, asked) -> Result.done(Answer.value(
                                new Outputs.Passages(desk.conveying().passages(asked.room()))))),
                Route.desk("POST", PASSAGES, ConveyRoutes::mark),
                Route.desk("POST", PASSAGE + "/label", ConveyRoutes::label),
                Route.desk(
                        "DELETE",
                        PASSAGE,
                        (desk, asked) -> desk.conveying()
                                .withdraw(asked.room(), asked.passage())
                                .map(ok -> new Answer.Nothing())),
                Route.desk("POST", PASSAGE + "/prove", ConveyRoutes::prove),
                Route.desk("POST", PASSAGE + "/convey", ConveyRoutes::convey),
                Route.desk(
                        "POST",
                        CROSSING,
                        (desk, asked) -> desk.conveying()
                                .release(asked.table(), asked.crossing())
                                .map(ok -> new Answer.Nothing())),
                Route.desk(
                        "DELETE",
                        CROSSING,
                        (desk, asked) -> desk.conveying()
                                .drop(asked.table(), asked.crossing())
                                .map(ok -> new Answer.Nothing())));
    }

    private static Result<Answer> mark(Desk desk, Asked asked) throws BadCall, IOException {
        Inputs.MarkPassages in = asked.json(Inputs.MarkPassages.class);
        return desk.conveying().mark(asked.room(), in.line(), in.passages()).map(ok -> new Answer.Nothing());
    }

    private static Result<Answer> label(Desk desk, Asked asked) throws BadCall, IOException {
        return desk.conveying()
                .relabel(asked.room(), asked.passage(), asked.json(Conveying.Label.class))
                .map(ok -> new Answer.Nothing());
    }

    private static Result<Answer> prove(Desk desk, Asked asked) throws BadCall, IOException {
        return desk.conveying()
                .prove(
                        asked.room(),
                        asked.passage(),
                        asked.json(Inputs.ProvePassage.class).reader())
                .map(ok -> new Answer.Nothing());
    }

    private static Result<Answer> convey(Desk desk, Asked asked) throws BadCall, IOException {
        RoomRef room = asked.room();
        Hash passage = asked.passage();
        Conveying.Bringing bringing = asked.json(Conveying.Bringing.class);
        Supplier<Result<Answer>> act = () -> Answer.nothing(desk.conveying().convey(room, passage, bringing));
        Optional<Conveying.PassageView> found = desk.conveying().passages(room).stream()
                .filter(one -> one.id().equals(passage))
                .findFirst();
        Optional<Rooms.RoomView> source = desk.rooms().room(room);
        Optional<Rooms.RoomView> target = desk.rooms().room(bringing.to());
        return found.isEmpty() || source.isEmpty() || target.isEmpty()
                ? act.get()
                : NamedReader.of(
                        desk, asked, WrongRoom.crossing(found.get(), bringing, source.get(), target.get()), act);
    }
}
