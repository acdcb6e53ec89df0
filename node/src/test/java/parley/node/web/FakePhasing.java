package parley.node.web;

import java.util.List;
import java.util.Optional;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Result;
import parley.base.Role;
import parley.base.TableId;
import parley.node.desk.Phasing;
import parley.talks.phase.Aim;
import parley.talks.phase.Phase;
import parley.talks.rules.RoomKind;

/** The phase of {@link FakeDesk}. */
final class FakePhasing implements Phasing {
    private final FakeDesk desk;

    FakePhasing(FakeDesk desk) {
        this.desk = desk;
    }

    static final TablePhase TALKS = new TablePhase(
            Phase.TALKS,
            false,
            List.of(
                    new RoomPhase(FakeDesk.CAUCUS_IRAN, "Caucus with Iran", Phase.TALKS),
                    new RoomPhase(FakeDesk.CAUCUS_ISRAEL, "Caucus with Israel", Phase.TALKS)),
            List.of(),
            List.of(),
            Optional.empty(),
            true,
            true);

    /** A mediator's table in the courier phase, one room of which lags behind; a plenary was agreed on. */
    static void courier(FakeDesk desk) {
        desk.phase = new TablePhase(
                Phase.COURIER,
                true,
                List.of(
                        new RoomPhase(FakeDesk.CAUCUS_IRAN, "Caucus with Iran", Phase.COURIER),
                        new RoomPhase(FakeDesk.CAUCUS_ISRAEL, "Caucus with Israel", Phase.EXPLORATORY)),
                List.of(RoomKind.PLENARY),
                List.of(RoomKind.PLENARY, RoomKind.DIRECT),
                Optional.empty(),
                true,
                true);
    }

    /** A move that waits, as a party sees it. */
    static void toAccept(FakeDesk desk) {
        moving(desk, true);
    }

    /** The same once this side has accepted it. */
    static void accepted(FakeDesk desk) {
        moving(desk, false);
    }

    private static void moving(FakeDesk desk, boolean mayAccept) {
        desk.ownRole = Role.PARTY;
        desk.phase = new TablePhase(
                Phase.EXPLORATORY,
                true,
                List.of(new RoomPhase(FakeDesk.CAUCUS_IRAN, "Caucus with Iran", Phase.EXPLORATORY)),
                List.of(),
                List.of(RoomKind.PLENARY, RoomKind.DIRECT),
                Optional.of(new MoveView(
                        Hash.of("fake-move"),
                        Aim.DIRECT,
                        "Oman",
                        List.of(
                                new PartyView("Oman", true, Answer.NOT_YET),
                                new PartyView(desk.israelName, false, Answer.ELSEWHERE),
                                new PartyView(desk.iranName, false, Answer.ACCEPTED)),
                        mayAccept)),
                false,
                true);
    }

    @Override
    public TablePhase phase(TableId table) {
        return desk.phase;
    }

    @Override
    public Result<Ok> propose(TableId table, Aim aim) {
        desk.acts.add("propose " + aim);
        return desk.refuses ? Result.refused("phase.one-move") : Ok.done();
    }

    @Override
    public Result<Ok> accept(TableId table, Hash move) {
        desk.acts.add("accept move");
        return Ok.done();
    }

    @Override
    public Result<Ok> withdraw(TableId table, Hash move) {
        desk.acts.add("withdraw move");
        return Ok.done();
    }

    @Override
    public Result<Ok> stepBack(TableId table, Phase to) {
        desk.acts.add("step back " + to);
        return Ok.done();
    }
}
