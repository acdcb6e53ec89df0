package parley.node.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.Role;
import parley.node.desk.RoomRef;
import parley.node.desk.Suspending;
import parley.node.engine.Snapshot.RoomShot;
import parley.node.engine.Snapshot.TableShot;
import parley.protocol.port.Tx;
import parley.talks.practice.Sitting;
import parley.talks.room.RoomCommand;
import parley.talks.room.RoomTalk;
import parley.talks.rules.Pauses;
import parley.talks.suspension.Suspension;
import parley.talks.suspension.SuspensionActs.Command;

/** The desk's suspensions and notices of withdrawal. Thread-safe. */
final class SuspendingDesk implements Suspending {
    private static final SuspensionView NOTHING = new SuspensionView(false, 0, Optional.empty(), false, 0, List.of());

    /** The version of events with which suspensions came. */
    private static final int SINCE_VERSION = 4;

    private final Engine engine;

    SuspendingDesk(Engine engine) {
        this.engine = engine;
    }

    // ---- Looking

    @Override
    public Result<SuspensionView> suspension(RoomRef room) {
        Optional<TableShot> table = engine.snapshot().table(room.table());
        Optional<RoomShot> shot = engine.snapshot().room(room).filter(one -> one.sheet().phase == RoomSheet.Phase.OPEN);
        Optional<RoomTalk> talk =
                shot.flatMap(RoomShot::talk).filter(one -> one.rules().eventVersion() >= SINCE_VERSION);
        if (table.isEmpty() || talk.isEmpty()) {
            return Result.done(NOTHING);
        }
        return engine.read(tx ->
                Result.done(new Looking(tx, table.get(), shot.orElseThrow().sheet(), talk.get()).view()));
    }

    /** One look at a room. */
    private record Looking(Tx tx, TableShot table, RoomSheet sheet, RoomTalk talk) {
        SuspensionView view() {
            Sitting sitting = talk.sitting();
            Suspension now = talk.suspension();
            Pauses rules = talk.rules().pauses();
            PrincipalId self = table.self().id();
            Optional<Role> role = sitting.seat(self).map(Principal::role).filter(one -> one != Role.SUPPORTER);
            return new SuspensionView(
                    now.stop().isEmpty()
                            && role.filter(rules.suspenders()::contains).isPresent(),
                    rules.mostDays(),
                    now.stop().map(stop -> stop(sitting, stop)),
                    role.filter(Role.PARTY::equals).isPresent()
                            && now.noticeOf(self).isEmpty(),
                    rules.withdrawalNotice(),
                    now.notices().stream().map(this::notice).toList());
        }

        private StopView stop(Sitting sitting, Suspension.Stop stop) {
            PrincipalId self = table.self().id();
            boolean own = stop.author().equals(self);
            boolean negotiates = sitting.seat(self)
                    .map(Principal::role)
                    .filter(role -> role == Role.PARTY || role == Role.MEDIATOR)
                    .isPresent();
            return new StopView(
                    stop.name(),
                    name(stop.author()),
                    own,
                    Instant.ofEpochMilli(stop.until()),
                    SuspensionCells.words(tx, sheet.ref, stop.name(), stop.position()),
                    stop.agreed().stream().map(this::name).toList(),
                    stop.lacking(sitting).stream().map(table.names()::shown).toList(),
                    own || (negotiates && !stop.agreed().contains(self)));
        }

        private NoticeView notice(Suspension.Notice notice) {
            return new NoticeView(
                    notice.name(),
                    name(notice.author()),
                    notice.author().equals(table.self().id()),
                    Instant.ofEpochMilli(notice.due()),
                    SuspensionCells.words(tx, sheet.ref, notice.name(), notice.position()));
        }

        private String name(PrincipalId who) {
            return Subjects.nameIn(talk, table, who);
        }
    }

    // ---- Acting

    @Override
    public Result<Ok> suspend(RoomRef room, Stopping stopping) {
        return say(
                room,
                (work, rules) -> stopping.days() < 1 || stopping.days() > rules.mostDays()
                        ? Result.refused("suspension.days", rules.mostDays())
                        : Result.done(new Command.Suspend(
                                stopping.reason().strip(), work.now.toEpochMilli(), in(work, stopping.days()))));
    }

    @Override
    public Result<Ok> resume(RoomRef room, Hash suspension) {
        return say(room, (_, _) -> Result.done(new Command.Resume(suspension)));
    }

    @Override
    public Result<Ok> giveNotice(RoomRef room, Leaving leaving) {
        return say(
                room,
                (work, rules) -> Result.done(new Command.GiveNotice(
                        leaving.note().strip(), work.now.toEpochMilli(), in(work, rules.withdrawalNotice()))));
    }

    @Override
    public Result<Ok> takeNoticeBack(RoomRef room, Hash notice) {
        return say(room, (_, _) -> Result.done(new Command.TakeNoticeBack(notice)));
    }

    private static long in(Work work, int days) {
        return work.now.plus(Duration.ofDays(days)).toEpochMilli();
    }

    /** What to say, given the Rules of the room. */
    @FunctionalInterface
    private interface Asking {
        Result<Command> command(Work work, Pauses rules);
    }

    private Result<Ok> say(RoomRef room, Asking asking) {
        return engine.act(work -> work.inRoom(
                room,
                (seat, sheet) -> seat.room(room.room())
                        .map(view -> TalkFold.talk(view.state()).rules().pauses())
                        .map(rules -> asking.command(work, rules)
                                .then(command ->
                                        Speech.say(work, seat, sheet, new RoomCommand.OfSuspension(command), work.now))
                                .map(ticket -> Ok.OK))
                        .orElseGet(() -> Speech.notOpen(seat))));
    }
}
