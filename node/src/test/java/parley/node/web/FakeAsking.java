package parley.node.web;

import java.util.List;
import java.util.Optional;
import parley.base.Ok;
import parley.base.Result;
import parley.node.bargain.Interview;
import parley.node.desk.Asking;
import parley.node.desk.RoomRef;

/** Asks about the sheet of {@link FakeSheets}, as a node does, and keeps the answers in {@link FakeDesk}. */
final class FakeAsking implements Asking {
    /** How good the options of the three issues are, and how much each issue matters. */
    static final List<List<Long>> NUMBERS =
            List.of(List.of(0L, 60L, 100L), List.of(100L, 0L), List.of(0L, 30L, 100L), List.of(100L, 40L, 60L));

    /** Two trades that agree with the numbers. */
    static final List<List<Long>> TRADED = List.of(List.of(1L), List.of(2L));

    /** The places of four packages, which do not agree with them. */
    static final List<Long> RANKED = List.of(0L, 3L, 1L, 2L);

    static final List<Long> FITTED = List.of(1L);
    static final List<Long> KEPT = List.of(0L);
    static final List<Long> WALKING = List.of(45L);

    private final FakeDesk desk;

    FakeAsking(FakeDesk desk) {
        this.desk = desk;
    }

    /** The sheet stands, and a party has answered so far. */
    @SafeVarargs
    static void answered(FakeDesk desk, List<List<Long>>... parts) {
        FakeSheets.scored(desk);
        desk.answers.clear();
        for (List<List<Long>> part : parts) {
            desk.answers.addAll(part);
        }
    }

    private Optional<Interview> interview() {
        return desk.sheet
                .version()
                .flatMap(version -> Interview.of(
                        version.id(),
                        version.issues().stream()
                                .map(one -> one.options().size())
                                .toList(),
                        desk.answers));
    }

    @Override
    public AskingView asking(RoomRef room) {
        return interview().map(Interview::view).orElse(AskingView.NONE);
    }

    @Override
    public Result<Ok> answer(RoomRef room, Answer answer) {
        return keep("answer " + answer.numbers(), interview().orElseThrow().with(answer.numbers()));
    }

    @Override
    public Result<Ok> back(RoomRef room) {
        return keep("take back", Result.done(interview().orElseThrow().back()));
    }

    @Override
    public Result<Ok> anew(RoomRef room) {
        return keep("forget answers", Result.done(interview().orElseThrow().anew()));
    }

    private Result<Ok> keep(String act, Result<Interview> then) {
        return then.map(interview -> {
            desk.acts.add(act);
            desk.answers.clear();
            desk.answers.addAll(interview.answers());
            return Ok.OK;
        });
    }
}
