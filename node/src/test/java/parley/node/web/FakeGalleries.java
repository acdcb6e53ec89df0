package parley.node.web;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.Hash;
import parley.base.Ok;
import parley.base.PrincipalId;
import parley.base.Result;
import parley.base.Role;
import parley.node.desk.Galleries;
import parley.node.desk.RoomRef;
import parley.talks.gallery.OfferKind;
import parley.talks.gallery.Taking;
import parley.talks.message.Direction;

/** The gallery of {@link FakeDesk}: empty, or with offers and published items in every state. */
final class FakeGalleries implements Galleries {
    static final Hash NEW = Hash.of("fake-offer", Bytes.utf8("1"));
    static final Hash OWN = Hash.of("fake-offer", Bytes.utf8("2"));

    private static final PrincipalId MEADOW = FakeDesk.id("Meadow");

    private final FakeDesk desk;

    FakeGalleries(FakeDesk desk) {
        this.desk = desk;
    }

    /** Nothing has been offered or published yet. */
    static void mediating(FakeDesk desk) {
        desk.gallery = new GalleryView(false, true, List.of("Meadow", "Patron"), List.of(), List.of());
    }

    /** As the mediator sees it. */
    static void full(FakeDesk desk) {
        desk.ownRole = Role.MEDIATOR;
        desk.gallery = new GalleryView(false, true, List.of("Meadow", "Patron"), offers(false), items(true));
    }

    /** As one of its supporters sees it. */
    static void ofSupporter(FakeDesk desk) {
        desk.ownRole = Role.SUPPORTER;
        desk.gallery = new GalleryView(true, false, List.of("Patron"), offers(true), items(false));
    }

    private static List<OfferView> offers(boolean own) {
        return List.of(
                offer(NEW, "Patron", false, OfferKind.MONEY, "Two hundred thousand for the survey of the wells.", false)
                        .of(30, Optional.empty()),
                offer(OWN, "Meadow", own, OfferKind.VENUE, "خانه‌ای بیرون از شهر، برای دوازده نفر.", false)
                        .of(0, Optional.of(note(Taking.ASKED, "For how many nights, and who serves there?"))),
                offer(Hash.of("a"), "Patron", false, OfferKind.GUARANTEE, "We would keep the passage open.", false)
                        .of(-2, Optional.of(note(Taking.TAKEN_UP, "Gladly."))),
                offer(Hash.of("b"), "Meadow", own, OfferKind.EXPERTISE, "Two hydrologists.", true)
                        .of(0, Optional.empty()),
                new OfferView(
                        Hash.of("c"),
                        MEADOW,
                        "Meadow",
                        own,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        false,
                        Optional.empty()));
    }

    private record Making(Hash id, String name, boolean own, OfferKind kind, String text, boolean withdrawn) {
        OfferView of(int days, Optional<NoteView> note) {
            return new OfferView(
                    id,
                    FakeDesk.id(name),
                    name,
                    own,
                    Optional.of(FakeDesk.NOW.minus(Duration.ofHours(5))),
                    Optional.of(kind),
                    Optional.of(words(text)),
                    days == 0 ? Optional.empty() : Optional.of(FakeDesk.NOW.plus(Duration.ofDays(days))),
                    days < 0,
                    withdrawn,
                    note);
        }
    }

    private static Making offer(Hash id, String name, boolean own, OfferKind kind, String text, boolean withdrawn) {
        return new Making(id, name, own, kind, text, withdrawn);
    }

    private static NoteView note(Taking taking, String text) {
        return new NoteView(taking, "Oman", FakeDesk.NOW.minus(Duration.ofHours(1)), words(text));
    }

    private static Words words(String text) {
        boolean persian = text.charAt(0) > 'z';
        return new Words(text, persian ? "fa" : "en", persian ? Direction.RTL : Direction.LTR);
    }

    private static List<ItemView> items(boolean mayWithdraw) {
        return List.of(
                item("1", "Terms of reference of the survey", 0, false, mayWithdraw),
                item("2", "What we ask of our friends until June", 20, false, false),
                item("3", "An earlier draft", 0, true, false));
    }

    private static ItemView item(String id, String title, int days, boolean withdrawn, boolean mayWithdraw) {
        return new ItemView(
                Hash.of("fake-item", Bytes.utf8(id)),
                FakeDesk.OMAN,
                "Oman",
                Optional.of(FakeDesk.NOW.minus(Duration.ofHours(9))),
                title,
                Optional.of(words("Both sides have agreed to a joint survey of the wells along the line.")),
                days == 0 ? Optional.empty() : Optional.of(FakeDesk.NOW.plus(Duration.ofDays(days))),
                false,
                withdrawn,
                mayWithdraw);
    }

    @Override
    public GalleryView gallery(RoomRef room) {
        return desk.gallery;
    }

    @Override
    public Result<Ok> offer(RoomRef room, Offering offering) {
        return act("offer " + offering.kind() + " " + offering.days() + " "
                + offering.replaces().isPresent());
    }

    @Override
    public Result<Ok> takeBack(RoomRef room, Hash offer) {
        return act("take back");
    }

    @Override
    public Result<Ok> note(RoomRef room, Hash offer, Noting noting) {
        return act("note " + noting.taking());
    }

    @Override
    public Result<Ok> publish(RoomRef room, Publishing publishing) {
        return act("publish " + publishing.title());
    }

    @Override
    public Result<Ok> unpublish(RoomRef room, Hash item) {
        return act("unpublish");
    }

    private Result<Ok> act(String act) {
        desk.acts.add(act);
        return desk.refuses ? Result.refused("gallery.too-many", 20) : Ok.done();
    }
}
