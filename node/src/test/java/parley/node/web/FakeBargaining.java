package parley.node.web;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.base.Ok;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.node.bargain.Case;
import parley.node.bargain.Count;
import parley.node.desk.Bargaining;
import parley.node.desk.RoomRef;
import parley.node.desk.Sheets;

/** The bargaining space of {@link FakeSheets}' sheet: counted by the engine itself, from the scores that {@link FakeDesk} has. */
final class FakeBargaining implements Bargaining {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final FakeDesk desk;

    FakeBargaining(FakeDesk desk) {
        this.desk = desk;
    }

    /** Oman believes something of Iran and Israel. */
    static void estimated(FakeDesk desk) {
        FakeSheets.drawn(desk);
        desk.sides = List.of(
                side(FakeDesk.IRAN, desk.iranName, 45, List.of(0L, 30L, 50L), List.of(20L, 0L), List.of(0L, 10L, 30L)),
                side(FakeDesk.ISRAEL, "Israel", 30, List.of(60L, 45L, 0L), List.of(0L, 15L), List.of(25L, 20L, 0L)));
    }

    /** Iran shared its scores with this mediator, which believes something of Israel. */
    static void shared(FakeDesk desk) {
        estimated(desk);
        Side iran = desk.sides.getFirst();
        desk.sides =
                List.of(new Side(iran.id(), iran.name(), false, Source.SHARED, iran.scores()), desk.sides.getLast());
    }

    /** A third party, of which nothing is believed yet, and a space that takes long. */
    static void counting(FakeDesk desk) {
        estimated(desk);
        desk.progress = Optional.of(new Progress(Stage.SENSITIVITY, 7, 48));
    }

    @SafeVarargs
    private static Side side(PrincipalId id, String name, long floor, List<Long>... scores) {
        List<Sheets.IssueScores> issues = new ArrayList<>();
        for (List<Long> one : scores) {
            issues.add(new Sheets.IssueScores(one));
        }
        return new Side(
                id, name, false, Source.ESTIMATED, Optional.of(new Sheets.Scores(FakeSheets.SHEET, issues, floor)));
    }

    @Override
    public Result<List<Side>> sides(RoomRef room) {
        return Result.done(sides());
    }

    private List<Side> sides() {
        return desk.sides.isEmpty()
                ? List.of(new Side(FakeDesk.IRAN, desk.iranName, false, Source.NONE, Optional.empty()))
                : desk.sides;
    }

    @Override
    public Result<SpaceView> space(RoomRef room, Asked asked) {
        int issues = desk.sheet.version().map(one -> one.issues().size()).orElse(0);
        return asked.draft().filter(one -> one.options().size() != issues).isPresent()
                ? Result.refused("sheet.no-package")
                : Result.done(counted(asked));
    }

    private SpaceView counted(Asked asked) {
        if (desk.sides.isEmpty()) {
            return new SpaceView(sides(), State.TOO_FEW_SCORES, Optional.empty(), Optional.empty());
        }
        if (desk.progress.isPresent()) {
            return new SpaceView(desk.sides, State.COUNTING, desk.progress, Optional.empty());
        }
        Case asking = new Case(
                FakeSheets.SHEET,
                desk.sheet.version().orElseThrow().issues().stream()
                        .map(issue -> issue.options().size())
                        .toList(),
                desk.sides,
                desk.sheet.offers().stream()
                        .map(offer -> new Case.Offer(offer.id(), offer.options()))
                        .toList(),
                asked);
        return new SpaceView(
                desk.sides,
                State.COUNTED,
                Optional.empty(),
                Count.begin(asking, () -> {}).await(LONG));
    }

    @Override
    public Result<Ok> stop(RoomRef room) {
        desk.acts.add("stop counting");
        desk.progress = Optional.empty();
        return Ok.done();
    }

    @Override
    public Result<Ok> again(RoomRef room) {
        desk.acts.add("count again");
        return Ok.done();
    }

    @Override
    public Result<Ok> estimate(RoomRef room, PrincipalId side, Sheets.Scores scores) {
        desk.acts.add("estimate");
        return Ok.done();
    }

    @Override
    public Result<Ok> forget(RoomRef room, PrincipalId side) {
        desk.acts.add("forget estimate");
        return Ok.done();
    }
}
