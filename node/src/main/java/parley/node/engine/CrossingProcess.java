package parley.node.engine;

import java.util.List;
import java.util.Optional;
import parley.base.Principal;
import parley.base.Result;
import parley.node.desk.Change;
import parley.node.desk.RoomRef;
import parley.node.engine.Crossings.Crossing;
import parley.protocol.seat.Seat;
import parley.protocol.seat.SeatRoom;
import parley.talks.convey.ConveyActs;
import parley.talks.convey.ConveyEvent.Wording;
import parley.talks.convey.CrossedAs;
import parley.talks.message.MessageActs;
import parley.talks.message.MessageKind;
import parley.talks.room.RoomCommand;

/**
 * Says in the receiver's room what a mediator brings across, once its record counts in the source's room and its time has come.
 *
 * <p>What is raised as the mediator's own is an ordinary message with a time of its own: nothing in it refers to the source.
 */
final class CrossingProcess implements NodeProcess {
    @Override
    public void run(Work work) {
        for (TableSheet sheet : work.ledger.tables()) {
            for (Crossing crossing : Crossings.of(work.tx, sheet.table)) {
                if (crossing.due().filter(when -> !when.isAfter(work.now)).isPresent()) {
                    say(work, new RoomRef(sheet.table, crossing.to()), crossing);
                }
            }
        }
    }

    /** Refused, it stays: the room may open again, and the corridor shows that it waits. */
    private static void say(Work work, RoomRef to, Crossing crossing) {
        Result<Long> said = work.inRoom(
                to,
                (seat, sheet) -> seat.room(to.room())
                        .map(view -> said(work, seat, sheet, view, crossing))
                        .orElseGet(() -> Speech.notOpen(seat)));
        if (said.isDone()) {
            Crossings.remove(work.tx, to.table(), crossing);
            work.recorder.changed(new Change.TableChanged(to.table()));
        }
    }

    private static Result<Long> said(Work work, Seat seat, RoomSheet sheet, SeatRoom view, Crossing crossing) {
        var differs = Speech.differs(view);
        return differs.isPresent()
                ? Result.refused(differs.get())
                : Speech.say(
                        work,
                        seat,
                        sheet,
                        command(work, seat, view, crossing.as(), crossing.source(), crossing.wording()),
                        work.now);
    }

    /** What is said in the receiver's room. */
    static RoomCommand command(
            Work work, Seat seat, SeatRoom view, CrossedAs as, Optional<Principal> source, Wording wording) {
        return as == CrossedAs.OWN || source.isEmpty()
                ? new RoomCommand.OfMessage(new MessageActs.Command.Say(
                        MessageKind.STATEMENT,
                        wording.text(),
                        wording.lang(),
                        wording.dir(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        work.now.toEpochMilli(),
                        Speech.leastKnown(seat, view)))
                : new RoomCommand.OfConveyance(
                        new ConveyActs.Command.Convey(as, source.get(), wording, Speech.leastKnown(seat, view)));
    }
}
