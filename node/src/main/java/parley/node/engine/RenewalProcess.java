package parley.node.engine;

import parley.node.desk.Change;
import parley.protocol.seat.Seat;
import parley.protocol.seat.SeatRoom;

/** Notes that a seat is whole again: the others have taken its renewed node back into every room that waits for it. */
final class RenewalProcess implements NodeProcess {
    @Override
    public void run(Work work) {
        for (TableSheet sheet : work.ledger.tables()) {
            if (sheet.renewalNeeded
                    && work.seat(sheet.table).filter(RenewalProcess::whole).isPresent()) {
                sheet.renewalNeeded = false;
                sheet.notices = sheet.notices.stream()
                        .filter(one -> !Restoring.NOTICES.contains(one.key()))
                        .toList();
                work.ledger.save(work.tx, sheet);
                work.recorder.changed(new Change.TableChanged(sheet.table));
            }
        }
    }

    /** Asked, and taken back into every room that renewal brings back: one that we were removed from waits for nobody. */
    private static boolean whole(Seat seat) {
        return !seat.frozen() && seat.rooms().stream().noneMatch(SeatRoom::waitsForRenewal);
    }
}
