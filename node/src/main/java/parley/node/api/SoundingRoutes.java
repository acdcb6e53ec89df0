package parley.node.api;

import java.io.IOException;
import java.util.List;
import parley.base.Result;
import parley.base.TableId;
import parley.node.desk.Desk;
import parley.node.desk.RoomRef;
import parley.node.desk.Rooms;
import parley.node.desk.Soundings;
import parley.node.wrongroom.WrongRoom;

/** Routes of soundings: asking several parties the same, answering, seeing how it stands. */
final class SoundingRoutes {
    private static final String SOUNDINGS = "/api/v1/tables/{table}/soundings";

    private SoundingRoutes() {}

    static List<Route> all() {
        return List.of(
                Route.desk(
                        "GET",
                        SOUNDINGS,
                        (desk, asked) -> Result.done(Answer.value(
                                new Outputs.SoundingList(desk.soundings().list(asked.table()))))),
                Route.desk("POST", SOUNDINGS, SoundingRoutes::ask),
                Route.desk("POST", RoomRoutes.ROOM + "/soundings/{sounding}/answer", SoundingRoutes::answer));
    }

    private static Result<Answer> ask(Desk desk, Asked asked) throws BadCall, IOException {
        TableId table = asked.table();
        Soundings.Question question = asked.json(Soundings.Question.class);
        List<Rooms.RoomView> into = question.rooms().stream()
                .flatMap(room -> desk.rooms().room(new RoomRef(table, room)).stream())
                .toList();
        return NamedReader.of(
                desk,
                asked,
                List.of(WrongRoom.question(question.text(), into)),
                () -> desk.soundings().ask(table, question).map(id -> Answer.value(new Outputs.SoundingMade(id))));
    }

    private static Result<Answer> answer(Desk desk, Asked asked) throws BadCall, IOException {
        return desk.soundings()
                .answer(
                        asked.room(),
                        asked.sounding(),
                        asked.json(Inputs.SoundingReply.class).answer())
                .map(ok -> new Answer.Nothing());
    }
}
