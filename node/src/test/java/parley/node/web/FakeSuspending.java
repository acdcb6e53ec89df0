package parley.node.web;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Result;
import parley.node.desk.RoomRef;
import parley.node.desk.Suspending;

/** The pause of {@link FakeDesk}: none, or one with notices of withdrawal. */
final class FakeSuspending implements Suspending {
    static final Hash STOP = Hash.of("fake-stop", Bytes.utf8("1"));
    static final Hash NOTICE = Hash.of("fake-notice", Bytes.utf8("1"));

    static final SuspensionView NONE = new SuspensionView(true, 30, Optional.empty(), false, 0, List.of());

    private final FakeDesk desk;

    FakeSuspending(FakeDesk desk) {
        this.desk = desk;
    }

    /** As a party that may do neither yet has nothing to wait for. */
    static void ofParty(FakeDesk desk) {
        desk.suspension = Result.done(new SuspensionView(false, 30, Optional.empty(), true, 14, List.of()));
    }

    /** As one who may suspend and may give notice, and has done neither. */
    static void both(FakeDesk desk) {
        desk.suspension = Result.done(new SuspensionView(true, 30, Optional.empty(), true, 14, List.of()));
    }

    /** Iran has suspended; another must still agree, and a party is about to leave. */
    static void full(FakeDesk desk) {
        desk.suspension = Result.done(new SuspensionView(
                false,
                30,
                Optional.of(new StopView(
                        STOP,
                        "Iran",
                        false,
                        FakeDesk.NOW.plus(Duration.ofDays(9)),
                        "\u062f\u0631 \u062e\u0627\u0646\u0648\u0627\u062f\u0647 \u0633\u0648\u06af\u0648\u0627\u0631\u06cc \u0627\u0633\u062a.",
                        List.of("Israel"),
                        List.of("Oman"),
                        true)),
                true,
                14,
                List.of(new NoticeView(
                        Hash.of("fake-notice", Bytes.utf8("2")),
                        "Israel",
                        false,
                        FakeDesk.NOW.plus(Duration.ofDays(13)),
                        "Our capital calls us back."))));
    }

    /** What one said oneself. */
    static void own(FakeDesk desk) {
        desk.suspension = Result.done(new SuspensionView(
                false,
                30,
                Optional.of(new StopView(
                        STOP,
                        "Oman",
                        true,
                        FakeDesk.NOW.plus(Duration.ofDays(3)),
                        "",
                        List.of(),
                        List.of("Iran", "Israel", "Oman"),
                        true)),
                false,
                0,
                List.of(new NoticeView(NOTICE, "Oman", true, FakeDesk.NOW.plus(Duration.ofHours(2)), ""))));
    }

    @Override
    public Result<SuspensionView> suspension(RoomRef room) {
        return desk.suspension;
    }

    @Override
    public Result<Ok> suspend(RoomRef room, Stopping stopping) {
        return act("suspend " + stopping.days() + " " + stopping.reason());
    }

    @Override
    public Result<Ok> resume(RoomRef room, Hash suspension) {
        return act("resume");
    }

    @Override
    public Result<Ok> giveNotice(RoomRef room, Leaving leaving) {
        return act("notice " + leaving.note());
    }

    @Override
    public Result<Ok> takeNoticeBack(RoomRef room, Hash notice) {
        return act("notice back");
    }

    private Result<Ok> act(String act) {
        desk.acts.add(act);
        return desk.refuses ? Result.refused("suspension.stands") : Ok.done();
    }
}
