package parley.node.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;
import parley.protocol.port.RoomFold;
import parley.protocol.seat.Seat;
import parley.talks.room.RoomCommand;
import parley.talks.room.RoomEvent;
import parley.talks.room.RoomTalk;
import parley.talks.roster.ChangeKind;
import parley.talks.roster.RosterEvent;
import parley.talks.suspension.Suspension;
import parley.talks.suspension.SuspensionActs.Command;
import parley.talks.suspension.SuspensionEvent;

/**
 * Says of a suspension whose date has come that the talks go on, where that is this node's word; and leaves a room at the date of its
 * own principal's notice.
 *
 * <p>No fold reads a clock. An author's clock may be wrong, or it may lie about when it suspended: whose word it is waits no longer
 * than the Rules' longest suspension, counted from when it read that they were suspended.
 */
final class SuspensionProcess extends TimedProcess {
    @Override
    void look(Work work) {
        work.eachOpenRoom((seat, sheet, talk) -> look(work, seat, sheet, talk));
    }

    private void look(Work work, Seat seat, RoomSheet sheet, RoomTalk talk) {
        var self = seat.self().id();
        Optional<Suspension.Stop> stop = talk.suspension()
                .stop()
                .filter(one -> one.author().equals(self) || talk.sitting().speaksForDeadlines(self));
        if (stop.isPresent() && due(work, until(work, sheet, talk, stop.get()))) {
            lapse(work, seat, sheet, stop.get());
        }
        Optional<Suspension.Notice> notice = talk.suspension().noticeOf(self);
        if (notice.isPresent() && due(work, Instant.ofEpochMilli(notice.get().due()))) {
            leave(work, seat, sheet, talk);
        }
    }

    private boolean due(Work work, Instant at) {
        if (!at.isAfter(work.now)) {
            return true;
        }
        notAfter(at);
        return false;
    }

    private static Instant until(Work work, RoomSheet sheet, RoomTalk talk, Suspension.Stop stop) {
        Instant until = Instant.ofEpochMilli(stop.until());
        Duration most = Duration.ofDays(talk.rules().pauses().mostDays());
        return SuspensionCells.line(work.tx, sheet.ref, stop.name())
                .map(line -> line.arrived().plus(most))
                .filter(until::isAfter)
                .orElse(until);
    }

    private static void lapse(Work work, Seat seat, RoomSheet sheet, Suspension.Stop stop) {
        if (!underWay(
                work,
                sheet,
                event -> event instanceof RoomEvent.OfSuspension(SuspensionEvent.Lapsed(var name))
                        && name.equals(stop.name()))) {
            // Refused while a room is frozen: looked at again.
            var unused = Speech.say(
                    work, seat, sheet, new RoomCommand.OfSuspension(new Command.Lapse(stop.name())), work.now);
        }
    }

    private static void leave(Work work, Seat seat, RoomSheet sheet, RoomTalk talk) {
        boolean proposed = talk.roster().proposals().stream()
                        .anyMatch(one -> one.leaves() && one.subject().equals(seat.self()))
                || underWay(
                        work,
                        sheet,
                        event -> event instanceof RoomEvent.OfRoster(RosterEvent.Proposed of)
                                && of.kind() == ChangeKind.REMOVE
                                && of.subject().equals(seat.self()));
        if (!proposed) {
            var unused = Speech.propose(work, seat, sheet, RoomFold.ChangeKind.REMOVE, work.now);
        }
    }

    private static boolean underWay(Work work, RoomSheet sheet, Predicate<RoomEvent> which) {
        return Speech.underWay(work.tx, sheet).anyMatch(which);
    }
}
