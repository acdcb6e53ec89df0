package parley.node.web;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.base.TableId;
import parley.node.desk.Questions;
import parley.node.desk.RoomRef;
import parley.talks.message.Direction;

/** The open questions of {@link FakeDesk}. */
final class FakeQuestions implements Questions {
    private final FakeDesk desk;

    FakeQuestions(FakeDesk desk) {
        this.desk = desk;
    }

    /** One that waits for weeks, one of today, one from before this principal came. */
    static void open(FakeDesk desk) {
        desk.questions.add(question(FakeDesk.PLENARY, FakeDesk.ISRAEL, desk.israelName, Optional.empty()));
        desk.questions.add(question(
                FakeDesk.CAUCUS_IRAN,
                FakeDesk.OMAN,
                "Oman",
                Optional.of(new Asked(
                        1,
                        FakeDesk.NOW.minus(Duration.ofDays(20)),
                        Optional.of(new Words("Would that meet the concern?", "en", Direction.LTR))))));
        desk.questions.add(question(
                FakeDesk.CAUCUS_IRAN,
                FakeDesk.IRAN,
                desk.iranName,
                Optional.of(new Asked(
                        2,
                        FakeDesk.NOW,
                        Optional.of(new Words("آیا کشتی‌ها را هم در بر می‌گیرد؟ ".repeat(9), "fa", Direction.RTL))))));
    }

    private static Open question(RoomRef room, PrincipalId by, String byName, Optional<Asked> asked) {
        return new Open(
                Hash.of("fake-question", by.hash().value()),
                room,
                FakeDesk.name(room),
                by,
                byName,
                by.equals(FakeDesk.OMAN),
                by.equals(FakeDesk.OMAN) ? List.of("Iran") : List.of("Oman"),
                asked);
    }

    @Override
    public List<Open> open(TableId table) {
        return List.copyOf(desk.questions);
    }
}
