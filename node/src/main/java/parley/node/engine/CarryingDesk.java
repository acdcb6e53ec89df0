package parley.node.engine;

import parley.base.Bytes;
import parley.base.Refusal;
import parley.base.Result;
import parley.base.TableId;
import parley.node.desk.Carrying;
import parley.node.desk.Change;
import parley.node.desk.Notice;
import parley.node.desk.RoomRef;
import parley.protocol.seat.PouchExchange;
import parley.protocol.seat.PouchReport;

/** The desk's pouch. Thread-safe. */
final class CarryingDesk implements Carrying {
    private final Engine engine;

    CarryingDesk(Engine engine) {
        this.engine = engine;
    }

    @Override
    public Result<Bytes> exportPouch(TableId table) {
        return engine.act(work -> work.atTable(
                table,
                seat -> Result.done(seat.pouch()
                        .export(work.tx, MOST_POUCH_BYTES, room -> tellLeftOut(work, new RoomRef(table, room))))));
    }

    private static void tellLeftOut(Work work, RoomRef room) {
        work.ledger.room(room).ifPresent(sheet -> {
            sheet.warn("room.left-out-of-pouch", Notice.Grade.CARE, work.now, sheet.name);
            work.ledger.save(work.tx, sheet);
            work.recorder.changed(new Change.RoomChanged(room));
        });
    }

    @Override
    public Result<Report> importPouch(TableId table, Bytes pouch) {
        if (pouch.size() > MOST_POUCH_BYTES) {
            return Result.refused("pouch.too-large", MOST_POUCH_BYTES);
        }
        return engine.act(work -> work.atTable(
                table,
                seat -> kept(work, seat.pouch().take(work.tx, pouch))
                        .map(report -> new Report(
                                report.placed(),
                                report.unplaced(),
                                report.alreadyHere(),
                                report.elsewhere(),
                                report.refused()))));
    }

    /** What the relay signed of another history is told, though nothing is taken in. */
    private static Result<PouchReport> kept(Work work, Result<PouchReport> taken) {
        boolean contradicts = taken instanceof Result.Refused<PouchReport>(Refusal why)
                && why.key().equals(PouchExchange.CONTRADICTS);
        return contradicts ? work.standing(taken) : taken;
    }
}
