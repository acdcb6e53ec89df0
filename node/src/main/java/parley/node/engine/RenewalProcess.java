package parley.node.engine;

import java.util.Optional;
import parley.node.desk.Change;
import parley.node.desk.Tables.RenewalAsked;
import parley.protocol.seat.Fact;
import parley.protocol.seat.Seat;
import parley.protocol.seat.SeatRoom;

/** Notes that a seat is whole again: the others have taken its renewed node back into every room that waits for it. */
final class RenewalProcess implements NodeProcess {
    @Override
    public void run(Work work) {
        for (TableSheet sheet : work.ledger.tables()) {
            if (sheet.renewalNeeded
                    && work.seat(sheet.table)
                            .filter(seat -> whole(work.ledger, sheet, seat))
                            .isPresent()) {
                sheet.renewalNeeded = false;
                sheet.renewalAsked = Optional.empty();
                sheet.notices = sheet.notices.stream()
                        .filter(one -> !Restoring.NOTICES.contains(one.key()))
                        .toList();
                work.ledger.save(work.tx, sheet);
                work.recorder.changed(new Change.TableChanged(sheet.table));
            }
        }
    }

    /** The request that is out. Where an earlier version asked, all that stays frozen waits for the others. */
    static Optional<RenewalAsked> asked(TableSheet sheet, Seat seat) {
        if (!sheet.renewalNeeded) {
            return Optional.empty();
        }
        boolean asked = sheet.renewalAsked.isPresent()
                || (!seat.frozen()
                        && seat.rooms().stream()
                                .filter(SeatRoom::waitsForRenewal)
                                .allMatch(room -> room.frozenFor().equals(Optional.of(Fact.Freeze.RENEWAL))));
        return asked ? Optional.of(new RenewalAsked(sheet.renewalAsked)) : Optional.empty();
    }

    /**
     * Asked, and taken back into every room that renewal brings back: one that we were removed from waits for nobody. A vault that was
     * made from a backup knows its rooms by their sheets alone until then.
     */
    private static boolean whole(Ledger ledger, TableSheet table, Seat seat) {
        return !seat.frozen()
                && seat.rooms().stream().noneMatch(SeatRoom::waitsForRenewal)
                && ledger.rooms().stream()
                        .filter(room -> room.ref.table().equals(table.table))
                        .allMatch(room -> switch (room.phase) {
                            case OPEN -> seat.room(room.ref.room()).isPresent();
                            case ASKED, FORMING -> room.lines == 0; // Else it is being asked back, and not there yet.
                            case LEFT, DECLINED -> true;
                        });
    }
}
