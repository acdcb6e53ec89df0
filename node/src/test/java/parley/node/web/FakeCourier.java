package parley.node.web;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.TableId;
import parley.node.desk.Attachments;
import parley.node.desk.CourierItems;
import parley.node.desk.RoomRef;
import parley.talks.courier.Means;
import parley.talks.courier.Step;
import parley.talks.message.Direction;
import parley.talks.message.FileType;

/** The items of {@link FakeDesk}. */
final class FakeCourier implements CourierItems {
    static final Hash WAITING = id(Step.HANDED_IN, false);
    static final Hash BROUGHT = id(Step.DELIVERED, true);
    static final Hash DELIVERED = id(Step.ACKNOWLEDGED, false);

    private final FakeDesk desk;

    FakeCourier(FakeDesk desk) {
        this.desk = desk;
    }

    private static Hash id(Step step, boolean brought) {
        return Hash.of("fake-item", Bytes.utf8(step.word() + brought));
    }

    /** As the mediator sees them: one at each step, in Persian and in English, one with a file, one whose words are gone. */
    static void carrying(FakeDesk desk) {
        for (Step step : Step.values()) {
            desk.items.add(item(desk, step, false, FakeDesk.IRAN, desk.iranName));
        }
    }

    /** As a party sees them: its own on its way, and one that was brought. */
    static void ofParty(FakeDesk desk) {
        desk.ownRole = parley.base.Role.PARTY;
        desk.items.add(item(desk, Step.HANDED_IN, false, FakeDesk.OMAN, "Oman"));
        desk.items.add(item(desk, Step.ACKNOWLEDGED, false, FakeDesk.OMAN, "Oman"));
        desk.items.add(item(desk, Step.DELIVERED, true, FakeDesk.ISRAEL, desk.israelName));
    }

    /** One that waits in Iran's caucus for this addressee. */
    static void addressed(FakeDesk desk, String addressee) {
        desk.items.add(item(desk, Step.HANDED_IN, false, FakeDesk.IRAN, "Tehran", addressee));
    }

    /** As the mediator sees them when retention is over: delivered and acknowledged, with all that was written of it erased. */
    static void longAgo(FakeDesk desk) {
        for (Step step : List.of(Step.DELIVERED, Step.ACKNOWLEDGED)) {
            ItemView one = item(desk, step, false, FakeDesk.IRAN, desk.iranName);
            desk.items.add(new ItemView(
                    one.id(),
                    one.room(),
                    one.roomName(),
                    one.brought(),
                    one.from(),
                    one.fromName(),
                    one.own(),
                    one.line(),
                    one.since(),
                    one.step(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    false));
        }
    }

    private static ItemView item(FakeDesk desk, Step step, boolean brought, PrincipalId from, String fromName) {
        return item(desk, step, brought, from, fromName, "the Minister of Foreign Affairs");
    }

    private static ItemView item(
            FakeDesk desk, Step step, boolean brought, PrincipalId from, String fromName, String addressee) {
        boolean persian = step == Step.RECEIVED || step == Step.ACKNOWLEDGED;
        boolean delivered = step.compareTo(Step.DELIVERED) >= 0;
        return new ItemView(
                id(step, brought),
                FakeDesk.CAUCUS_IRAN,
                "Caucus with Iran",
                brought,
                from,
                fromName,
                from.equals(FakeDesk.OMAN),
                7,
                FakeDesk.NOW.minus(Duration.ofHours(30)),
                step,
                step == Step.DELIVERED && !brought
                        ? Optional.empty()
                        : Optional.of(
                                persian
                                        ? new Letter(
                                                "",
                                                "پایتخت ما مدتی بیش از ۱۸ ساعت را تأیید نخواهد کرد.",
                                                "fa",
                                                Direction.RTL,
                                                List.of(),
                                                FakeDesk.NOW.minus(Duration.ofHours(31)))
                                        : new Letter(
                                                addressee,
                                                "We ask that a query go over the line before any answer.",
                                                "en",
                                                Direction.LTR,
                                                List.of(new Attachments.Attachment(
                                                        0,
                                                        "map of the line.pdf",
                                                        FileType.PDF,
                                                        1_200_000,
                                                        1_200_000,
                                                        Attachments.Fetch.HERE,
                                                        OptionalLong.empty(),
                                                        false,
                                                        Optional.of(Attachments.Hidden.PDF_METADATA))),
                                                FakeDesk.NOW.minus(Duration.ofHours(31)))),
                step == Step.RECEIVED || delivered
                        ? Optional.of(FakeDesk.NOW.minus(Duration.ofHours(20)))
                        : Optional.empty(),
                delivered
                        ? Optional.of(new Delivery(
                                "Oman",
                                brought ? "Oman" : desk.israelName,
                                "the ambassador",
                                persian ? Means.VOICE : Means.PAPER,
                                "At the residence.",
                                FakeDesk.NOW.minus(Duration.ofHours(3)),
                                FakeDesk.NOW.minus(Duration.ofHours(2))))
                        : Optional.empty(),
                step == Step.ACKNOWLEDGED ? Optional.of(FakeDesk.NOW.minus(Duration.ofHours(1))) : Optional.empty(),
                Optional.empty(),
                step == Step.ACKNOWLEDGED ? Optional.of(Hash.of("fake-answer")) : Optional.empty(),
                step == Step.DELIVERED && !brought);
    }

    @Override
    public Bag bag(TableId table) {
        return new Bag(desk.items, desk.items.isEmpty() ? 0 : 1);
    }

    @Override
    public Result<Ok> handIn(RoomRef room, Handing handing) {
        desk.acts.add("hand in " + handing.text() + " " + handing.attachments().size());
        return handing.text().isBlank() ? Result.refused("courier.empty") : Ok.done();
    }

    @Override
    public Result<Ok> callBack(RoomRef room, Hash item) {
        desk.acts.add("call back");
        return Ok.done();
    }

    @Override
    public Result<Ok> receive(RoomRef room, Hash item) {
        desk.acts.add("in hand");
        return Ok.done();
    }

    @Override
    public Result<Ok> deliver(RoomRef room, Hash item, Delivering delivering) {
        desk.acts.add("deliver " + delivering.means() + " " + delivering.hand());
        return desk.refuses ? Result.refused("courier.is-delivered") : Ok.done();
    }

    @Override
    public Result<Ok> acknowledge(RoomRef room, Hash item) {
        desk.acts.add("received");
        return Ok.done();
    }
}
