package parley.node.engine;

import java.time.Instant;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.protocol.seat.Seat;
import parley.talks.convey.ConveyActs.Command;
import parley.talks.convey.ConveyEvent;
import parley.talks.convey.Passage;
import parley.talks.room.RoomCommand;
import parley.talks.room.RoomEvent;
import parley.talks.room.RoomTalk;

/**
 * Withdraws its own principal's passages at their hour: from then on no node counts a record that they crossed, whatever time it states.
 *
 * <p>No fold reads a clock, so until then a record counts by the time that the mediator's node states. What has crossed can't be
 * withdrawn: of later records of it the page says that they came after the hour.
 */
final class LapseProcess extends TimedProcess {

    @Override
    void look(Work work) {
        work.eachOpenRoom((seat, sheet, talk) -> look(work, seat, sheet, talk));
    }

    private void look(Work work, Seat seat, RoomSheet sheet, RoomTalk talk) {
        PrincipalId self = seat.self().id();
        for (Passage one : talk.conveyance().passages()) {
            if (!one.author().equals(self) || one.lapses() == 0 || one.crossed() > 0) {
                continue;
            }
            if (one.lapsedAt(work.now.toEpochMilli())) {
                withdraw(work, seat, sheet, one.name());
            } else {
                notAfter(Instant.ofEpochMilli(one.lapses()));
            }
        }
    }

    private static void withdraw(Work work, Seat seat, RoomSheet sheet, Hash name) {
        boolean underWay = Speech.underWay(work.tx, sheet)
                .anyMatch(event -> event instanceof RoomEvent.OfConveyance(ConveyEvent.Withdrawn(Hash other))
                        && other.equals(name));
        if (!underWay) {
            // Refused while a room is frozen, or while nothing crosses in it: looked at again.
            var unused =
                    Speech.say(work, seat, sheet, new RoomCommand.OfConveyance(new Command.Withdraw(name)), work.now);
        }
    }
}
