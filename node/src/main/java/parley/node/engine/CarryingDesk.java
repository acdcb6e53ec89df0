package parley.node.engine;

import parley.base.Bytes;
import parley.base.Result;
import parley.base.TableId;
import parley.node.desk.Carrying;

/** The desk's pouch. Thread-safe. */
final class CarryingDesk implements Carrying {
    private final Engine engine;

    CarryingDesk(Engine engine) {
        this.engine = engine;
    }

    @Override
    public Result<Bytes> exportPouch(TableId table) {
        return engine.act(work -> work.atTable(table, seat -> Result.done(seat.exportPouch(work.tx))));
    }

    @Override
    public Result<Report> importPouch(TableId table, Bytes pouch) {
        if (pouch.size() > MOST_POUCH_BYTES) {
            return Result.refused("pouch.too-large", MOST_POUCH_BYTES);
        }
        return engine.act(work -> work.atTable(
                table,
                seat -> seat.importPouch(work.tx, pouch)
                        .map(report -> new Report(
                                report.placed(),
                                report.unplaced(),
                                report.alreadyHere(),
                                report.elsewhere(),
                                report.refused()))));
    }
}
