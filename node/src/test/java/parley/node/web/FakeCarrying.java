package parley.node.web;

import parley.base.Bytes;
import parley.base.Result;
import parley.base.TableId;
import parley.node.desk.Carrying;

/** The pouch of {@link FakeDesk}. */
final class FakeCarrying implements Carrying {
    private final FakeDesk desk;

    FakeCarrying(FakeDesk desk) {
        this.desk = desk;
    }

    @Override
    public Result<Bytes> exportPouch(TableId table) {
        return Result.done(Bytes.utf8("pouch"));
    }

    @Override
    public Result<Report> importPouch(TableId table, Bytes pouch) {
        desk.acts.add("pouch " + pouch.size());
        return Result.done(new Report(3, 1, 12, 4, 0));
    }
}
