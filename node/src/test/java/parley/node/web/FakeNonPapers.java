package parley.node.web;

import parley.base.Ok;
import parley.base.Result;
import parley.node.desk.NonPapers;
import parley.node.desk.RoomRef;

/** The non-papers of {@link FakeDesk}. */
final class FakeNonPapers implements NonPapers {
    private final FakeDesk desk;

    FakeNonPapers(FakeDesk desk) {
        this.desk = desk;
    }

    @Override
    public Result<Ok> lay(RoomRef room, Laying laying) {
        desk.acts.add("non-paper " + laying.text() + " " + laying.standing() + " " + laying.forOthers());
        return laying.text().isBlank() ? Result.refused("nonpaper.empty") : Ok.done();
    }

    @Override
    public Result<Ok> carry(RoomRef from, long line, LayingElsewhere carrying) {
        desk.acts.add(
                "carry paper " + line + " " + carrying.to().equals(FakeDesk.CAUCUS_ISRAEL) + " " + carrying.standing());
        return line == 0 ? Result.refused("nonpaper.stays-here") : Ok.done();
    }
}
