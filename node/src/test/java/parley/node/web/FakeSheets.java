package parley.node.web;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.Role;
import parley.node.desk.RoomRef;
import parley.node.desk.Sheets;
import parley.talks.message.Direction;
import parley.talks.sheet.SheetIssue;

/** The issue sheet of {@link FakeDesk}: none, or one of three issues with two packages. */
final class FakeSheets implements Sheets {
    static final Hash FIRST = Hash.of("fake-package", Bytes.utf8("1"));
    static final Hash SECOND = Hash.of("fake-package", Bytes.utf8("2"));

    static final Hash SHEET = Hash.of("fake-sheet");
    private static final List<SheetIssue> ISSUES = List.of(
            new SheetIssue("Line of withdrawal", List.of("as it is", "two kilometres back", "the ridge")),
            new SheetIssue("آب", List.of("نیمی", "یک‌سوم")),
            new SheetIssue("Hours of notice", List.of("12", "18", "24")));
    private static final Scores SCORES = new Scores(
            SHEET,
            List.of(
                    new IssueScores(List.of(0L, 30L, 50L)),
                    new IssueScores(List.of(20L, 0L)),
                    new IssueScores(List.of(0L, 10L, 30L))),
            45);

    private final FakeDesk desk;

    FakeSheets(FakeDesk desk) {
        this.desk = desk;
    }

    static void drawn(FakeDesk desk) {
        desk.sheet = new SheetView(
                true,
                Optional.of(new Version(
                        SHEET,
                        2,
                        desk.iranName,
                        Optional.of(FakeDesk.NOW.minus(Duration.ofHours(5))),
                        "en",
                        Direction.LTR,
                        ISSUES,
                        List.of())),
                List.of(
                        offer(FIRST, FakeDesk.IRAN, desk.iranName, false, List.of(0, 0, 2)),
                        offer(SECOND, FakeDesk.OMAN, "Oman", true, List.of(1, 1, 1))),
                Optional.empty(),
                true,
                false,
                List.of(),
                List.of());
    }

    /** Scores are a side's own, and shared ones stand beside them. */
    static void scored(FakeDesk desk) {
        drawn(desk);
        desk.ownRole = Role.PARTY;
        SheetView bare = desk.sheet;
        desk.sheet = new SheetView(
                true,
                bare.version(),
                bare.offers().stream()
                        .map(one -> new Offer(
                                one.id(),
                                one.author(),
                                one.authorName(),
                                one.own(),
                                one.arrived(),
                                one.options(),
                                Optional.of(SCORES.worth(one.options()))))
                        .toList(),
                Optional.of(SCORES),
                false,
                true,
                List.of(new Share(
                        FakeDesk.IRAN, desk.iranName, false, FakeDesk.NOW.minus(Duration.ofHours(1)), SCORES)),
                List.of());
    }

    /** Scores were shared, and are others by now. */
    static void sharedOthers(FakeDesk desk) {
        scored(desk);
        Share others = new Share(
                FakeDesk.OMAN,
                "Oman",
                true,
                FakeDesk.NOW.minus(Duration.ofHours(1)),
                new Scores(SHEET, SCORES.issues(), SCORES.reservation() + 1));
        desk.sheet = with(desk.sheet, desk.sheet.scores(), List.of(others), List.of());
    }

    /** Other scores are kept than {@link #scored} shows, as if saved in another window. */
    static void scoredElsewhere(FakeDesk desk) {
        Scores others = new Scores(SHEET, SCORES.issues(), SCORES.reservation() + 1);
        desk.sheet = with(desk.sheet, Optional.of(others), desk.sheet.shares(), List.of());
    }

    /** A new version was drawn here, and scores of the one that stands were shared; the relay has neither yet. */
    static void unsent(FakeDesk desk) {
        scored(desk);
        desk.sheet = with(desk.sheet, desk.sheet.scores(), List.of(), List.of(Act.SHARED, Act.DRAWN));
    }

    private static SheetView with(SheetView sheet, Optional<Scores> scores, List<Share> shares, List<Act> unsent) {
        return new SheetView(true, sheet.version(), sheet.offers(), scores, false, true, shares, unsent);
    }

    private static Offer offer(Hash id, PrincipalId who, String name, boolean own, List<Integer> options) {
        return new Offer(id, who, name, own, FakeDesk.NOW.minus(Duration.ofHours(2)), options, Optional.empty());
    }

    @Override
    public SheetView sheet(RoomRef room) {
        return desk.sheet;
    }

    @Override
    public Result<Ok> draw(RoomRef room, Drawing drawing) {
        desk.acts.add("draw " + drawing.issues());
        return drawing.issues().isEmpty() ? Result.refused("sheet.size", 50, 120) : Ok.done();
    }

    @Override
    public Result<Ok> put(RoomRef room, Putting putting) {
        desk.acts.add("put " + putting.options());
        return desk.refuses ? Result.refused("sheet.on-the-table") : Ok.done();
    }

    @Override
    public Result<Ok> takeOff(RoomRef room, Hash offer) {
        desk.acts.add("take off");
        return Ok.done();
    }

    @Override
    public Result<Ok> share(RoomRef room) {
        desk.acts.add("share scores");
        return Ok.done();
    }

    @Override
    public Result<Ok> score(RoomRef room, Scores scores) {
        desk.acts.add("score");
        return Ok.done();
    }
}
