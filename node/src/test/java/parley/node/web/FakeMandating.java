package parley.node.web;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.Result;
import parley.base.TableId;
import parley.node.desk.Mandating;
import parley.talks.mandate.Power;

/** The mandates of {@link FakeDesk}. */
final class FakeMandating implements Mandating {
    private static final RoomUnder WITH_IRAN =
            new RoomUnder(FakeDesk.CAUCUS_IRAN, "Caucus with Iran", false, Optional.empty());

    static final TableMandates NOWHERE = new TableMandates(List.of(), List.of());

    static final TableMandates NONE = new TableMandates(List.of(), List.of(WITH_IRAN));

    private final FakeDesk desk;

    FakeMandating(FakeDesk desk) {
        this.desk = desk;
    }

    /** Two of one's own, one of whom acts in one room; one of another side whose time is over. */
    static void several(FakeDesk desk) {
        desk.mandates = new TableMandates(
                List.of(
                        own("Ambassador", Power.AD_REFERENDUM, true),
                        own("Minister of foreign affairs", Power.SIGN, false),
                        new MandateView(
                                Hash.of("fake-mandate-adviser"),
                                FakeDesk.IRAN,
                                desk.iranName,
                                false,
                                "Legal adviser",
                                Power.LISTEN,
                                FakeDesk.NOW,
                                true,
                                List.of(new Shown(FakeDesk.CAUCUS_IRAN, "Caucus with Iran", true)))),
                List.of(
                        new RoomUnder(
                                FakeDesk.CAUCUS_IRAN,
                                "Caucus with Iran",
                                true,
                                Optional.of(new Acting("Ambassador", Power.AD_REFERENDUM))),
                        new RoomUnder(FakeDesk.CAUCUS_ISRAEL, "Caucus with Israel", true, Optional.empty())));
    }

    private static MandateView own(String delegate, Power power, boolean acting) {
        return new MandateView(
                Hash.of("fake-mandate", Bytes.utf8(delegate)),
                FakeDesk.OMAN,
                "Oman",
                true,
                delegate,
                power,
                FakeDesk.NOW.plus(Duration.ofDays(30)),
                false,
                List.of(
                        new Shown(FakeDesk.CAUCUS_IRAN, "Caucus with Iran", acting),
                        new Shown(FakeDesk.CAUCUS_ISRAEL, "Caucus with Israel", false)));
    }

    @Override
    public TableMandates mandates(TableId table) {
        return desk.mandates;
    }

    @Override
    public Result<Hash> issue(TableId table, Issuing issuing) {
        desk.acts.add("issue " + issuing.delegate() + " " + issuing.power() + " " + issuing.days() + " "
                + issuing.rooms().size());
        return desk.refuses ? Result.refused("mandate.too-many", 16) : Result.done(Hash.of("fake-mandate"));
    }

    @Override
    public Result<Ok> take(TableId table, Hash mandate) {
        desk.acts.add("take mandate");
        return Ok.done();
    }

    @Override
    public Result<Ok> revoke(TableId table, Hash mandate) {
        desk.acts.add("revoke mandate");
        return Ok.done();
    }
}
