package parley.node.engine;

import java.util.Optional;
import java.util.function.Function;
import parley.base.Ok;
import parley.base.Result;
import parley.base.Role;
import parley.node.bargain.Interview;
import parley.node.desk.Asking;
import parley.node.desk.Change;
import parley.node.desk.RoomRef;
import parley.protocol.port.Tx;
import parley.talks.sheet.Sheet;

/** The desk's questions to one's own side: the answers in the vault, and what follows from them. Thread-safe. */
final class AskingDesk implements Asking {
    private final Engine engine;

    AskingDesk(Engine engine) {
        this.engine = engine;
    }

    @Override
    public AskingView asking(RoomRef room) {
        Optional<Sheet.Version> standing = engine.snapshot()
                .table(room.table())
                .filter(table -> table.self().role() == Role.PARTY)
                .flatMap(_ -> engine.snapshot().room(room))
                .flatMap(shot -> shot.talk())
                .flatMap(talk -> talk.sheet().standing());
        return standing.isPresent()
                        && engine.read(tx -> Result.done(interview(tx, room, standing.get())))
                                instanceof Result.Done<Optional<Interview>>(Optional<Interview> interview)
                ? interview.map(Interview::view).orElse(AskingView.NONE)
                : AskingView.NONE;
    }

    private static Optional<Interview> interview(Tx tx, RoomRef room, Sheet.Version standing) {
        return Interview.of(standing.name(), standing.options(), SheetCells.answers(tx, room, standing.name()));
    }

    @Override
    public Result<Ok> answer(RoomRef room, Answer answer) {
        return change(
                room,
                interview -> interview.sheet().equals(answer.sheet())
                                && interview.answers().size() == answer.answered()
                        ? interview.with(answer.numbers())
                        : Result.refused("wants.changed"));
    }

    @Override
    public Result<Ok> back(RoomRef room) {
        return change(room, interview -> Result.done(interview.back()));
    }

    @Override
    public Result<Ok> anew(RoomRef room) {
        return change(room, interview -> Result.done(interview.anew()));
    }

    private Result<Ok> change(RoomRef room, Function<Interview, Result<Interview>> step) {
        return engine.act(work -> work.inRoom(room, (seat, _) -> {
            if (seat.self().role() != Role.PARTY) {
                return Result.refused("wants.no-side");
            }
            Optional<Interview> now = seat.room(room.room())
                    .flatMap(view -> TalkFold.talk(view.state()).sheet().standing())
                    .flatMap(standing -> interview(work.tx, room, standing));
            return now.isEmpty()
                    ? Result.refused("sheet.changed")
                    : step.apply(now.get()).map(then -> {
                        SheetCells.putAnswers(work.tx, room, then.sheet(), then.answers());
                        work.recorder.changed(new Change.RoomChanged(room));
                        return Ok.OK;
                    });
        }));
    }
}
