package parley.node.engine;

import java.util.ArrayList;
import java.util.List;
import parley.node.desk.Change;
import parley.node.engine.NonPaperCells.Lying;

/**
 * Erases non-papers at their hour, by this node's clock: text and author leave the record, text and key leave the seat. That
 * something lay there stays. Lays before others what was decided to be, once its record counts. Best effort on flash media; {@link parley.node.vault.Vault#scrub} follows.
 */
final class NonPaperProcess extends TimedProcess {
    private boolean erased;

    /** Whether something was erased since the last call. */
    boolean takeErased() {
        boolean was = erased;
        erased = false;
        return was;
    }

    @Override
    void look(Work work) {
        for (TableSheet sheet : work.ledger.tables()) {
            PaperWays.of(work.tx, sheet.table).forEach(way -> carry(work, sheet, way));
        }
        for (RoomSheet sheet : work.ledger.rooms()) {
            List<Lying> all = NonPaperCells.of(work.tx, sheet.ref);
            List<Lying> left = new ArrayList<>();
            for (Lying one : all) {
                if (one.lapses().isAfter(work.now)) {
                    left.add(one);
                    notAfter(one.lapses());
                } else {
                    lapse(work, sheet, one);
                }
            }
            if (left.size() < all.size()) {
                NonPaperCells.put(work.tx, sheet.ref, left);
            }
        }
    }

    private void carry(Work work, TableSheet sheet, PaperWays.Way way) {
        if (!way.lapses().isAfter(work.now)) {
            PaperWays.remove(work.tx, sheet.table, way);
            work.recorder.changed(new Change.TableChanged(sheet.table));
        } else if (way.recorded()) {
            notAfter(way.lapses());
            NonPapersDesk.lay(work, sheet.table, way);
        }
    }

    private void lapse(Work work, RoomSheet sheet, Lying one) {
        Ledger.line(work.tx, sheet.ref, one.line()).ifPresent(numbered -> {
            LineRecord gone = FoldedLine.own(one.position(), numbered.line().arrived(), "line.non-paper-lapsed");
            Ledger.put(work.tx, sheet.ref, new Ledger.Numbered(numbered.index(), numbered.foreignBefore(), gone));
        });
        BroughtCells.forget(work.tx, sheet.ref, one.position());
        ActedCells.forget(work.tx, sheet.ref, one.line());
        // A room that was left, or is not back yet after a restore, has nothing there to forget.
        work.seat(sheet.ref.table()).ifPresent(seat -> seat.lapse(work.tx, sheet.ref.room(), one.position()));
        work.recorder.changed(new Change.LinesChanged(sheet.ref, one.line()));
        erased = true;
    }
}
