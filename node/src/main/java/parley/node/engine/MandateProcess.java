package parley.node.engine;

import java.time.Instant;
import parley.base.Hash;
import parley.protocol.seat.Seat;
import parley.talks.mandate.Mandate;
import parley.talks.mandate.MandateActs.Command;
import parley.talks.mandate.MandateEvent;
import parley.talks.room.RoomCommand;
import parley.talks.room.RoomEvent;
import parley.talks.room.RoomTalk;

/**
 * Says of mandates whose time is over that it is: of its own principal's, and of all where its word makes deadlines pass.
 *
 * <p>No fold reads a clock. A node that doesn't say it of its own is answered by the other's.
 */
final class MandateProcess extends TimedProcess {

    @Override
    void look(Work work) {
        work.eachOpenRoom((seat, sheet, talk) -> look(work, seat, sheet, talk));
    }

    private void look(Work work, Seat seat, RoomSheet sheet, RoomTalk talk) {
        var self = seat.self().id();
        for (Mandate one : talk.mandates().standing()) {
            if (!one.principal().equals(self) && !talk.sitting().speaksForDeadlines(self)) {
                continue;
            }
            if (one.lapsedAt(work.now.toEpochMilli())) {
                lapse(work, seat, sheet, one.name());
            } else {
                notAfter(Instant.ofEpochMilli(one.until()));
            }
        }
    }

    private static void lapse(Work work, Seat seat, RoomSheet sheet, Hash name) {
        boolean underWay = Speech.underWay(work.tx, sheet)
                .anyMatch(event ->
                        event instanceof RoomEvent.OfMandate(MandateEvent.Lapsed(Hash other)) && other.equals(name));
        if (!underWay) {
            // Refused while a room is frozen: looked at again.
            var unused = Speech.say(work, seat, sheet, new RoomCommand.OfMandate(new Command.Lapse(name)), work.now);
        }
    }
}
