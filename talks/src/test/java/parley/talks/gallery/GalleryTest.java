package parley.talks.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.base.Hash;
import parley.base.Principal;
import parley.base.PrincipalId;
import parley.talks.fixtures.People;
import parley.talks.fixtures.PlayedRoom;
import parley.talks.fixtures.Rooms;
import parley.talks.gallery.GalleryEvent.ItemWithdrawn;
import parley.talks.gallery.GalleryEvent.Noted;
import parley.talks.gallery.GalleryEvent.OfferWithdrawn;
import parley.talks.gallery.GalleryEvent.Offered;
import parley.talks.gallery.GalleryEvent.Published;
import parley.talks.message.Direction;
import parley.talks.room.RoomCommand;
import parley.talks.room.RoomEvent;
import parley.talks.room.RoomTalk;
import parley.talks.roster.ChangeKind;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;
import parley.talks.rules.Standing;

/** Offers come in, what is published goes out, and what no fold lets count of a modified node. */
public class GalleryTest extends PlayedRoom<GalleryEvent> {
    private static final Principal MEADOW = People.of("Meadow", parley.base.Role.SUPPORTER);

    GalleryTest() {
        super(Rooms.room(
                RoomKind.GALLERY,
                Rules.standard(),
                People.CEDAR,
                People.JUNIPER,
                People.HARBOUR,
                People.ANVIL,
                People.QUILL,
                People.PATRON,
                MEADOW));
    }

    @Override
    protected RoomEvent event(GalleryEvent event) {
        return new RoomEvent.OfGallery(event);
    }

    @Override
    protected RoomCommand asking(GalleryEvent event) {
        return new RoomCommand.OfGallery(command(event));
    }

    @Test
    void aSupporterOffersAndTheTableNotesHowItTakesIt() {
        Offered offered = offer("The old mill is at your disposal.");
        happens(People.PATRON, offered);
        Hash name = offered.name(People.PATRON.id());
        happens(People.HARBOUR, new Noted(name, Taking.ASKED, words("For how many nights?")));
        Noted taken = new Noted(name, Taking.TAKEN_UP, words("Gladly."));
        happens(People.CEDAR, taken);
        assertThat(room.gallery().offer(name).orElseThrow().note())
                .as("the later note replaces the earlier one")
                .contains(taken.name(People.CEDAR.id()));
        refused("gallery.stands", People.CEDAR, taken);
    }

    @Test
    void onlySupportersOfferAndOnlyTheirOwnIsTheirsToTakeBack() {
        for (Principal other : List.of(People.CEDAR, People.HARBOUR, People.ANVIL, People.QUILL)) {
            refused("gallery.supporters-offer", other, offer("A venue."));
        }
        Offered offered = offer("A venue.");
        happens(People.PATRON, offered);
        Hash name = offered.name(People.PATRON.id());
        refused("gallery.not-yours", MEADOW, new OfferWithdrawn(name));
        refused("gallery.supporters-offer", People.HARBOUR, new OfferWithdrawn(name));
        happens(People.PATRON, new OfferWithdrawn(name));
        assertThat(room.gallery().offer(name).orElseThrow().withdrawn())
                .as("that it was made stays in sight")
                .isTrue();
        refused("gallery.no-such-offer", People.PATRON, new OfferWithdrawn(name));
        refused("gallery.no-such-offer", People.CEDAR, new Noted(name, Taking.TAKEN_UP, words("Gladly.")));
        refused("gallery.stands", People.PATRON, offered);
    }

    /** What names it would otherwise let somebody show other words, or another answer, under the name that people saw. */
    @Test
    void whateverIsSaidOtherwiseHasAnotherName() {
        PrincipalId who = People.CEDAR.id();
        Wording words = words("By the lake.");
        List<Wording> wordings = List.of(
                words,
                words("By the river."),
                new Wording(words.text(), "fa", words.dir()),
                new Wording(words.text(), words.lang(), Direction.RTL));
        List<Hash> names = new ArrayList<>();
        for (Wording each : wordings) {
            names.add(new Offered(Hash.of("nonce"), Optional.empty(), OfferKind.VENUE, each, 0).name(who));
            names.add(new Noted(Hash.of("offer"), Taking.ASKED, each).name(who));
            names.add(new Published(Hash.of("nonce"), "Terms", each, 0).name(who));
        }
        names.add(new Offered(Hash.of("nonce"), Optional.empty(), OfferKind.OTHER, words, 0).name(who));
        names.add(new Noted(Hash.of("offer"), Taking.DECLINED, words).name(who));
        names.add(new Published(Hash.of("nonce"), "Other terms", words, 0).name(who));
        assertThat(names).doesNotHaveDuplicates();
    }

    @Test
    void onlyPartiesAndMediatorsPublishAndNote() {
        Offered offered = offer("A venue.");
        happens(People.PATRON, offered);
        Hash name = offered.name(People.PATRON.id());
        happens(People.CEDAR, publish("From Cedar"));
        happens(People.HARBOUR, publish("From the mediator"));
        for (Principal other : List.of(People.ANVIL, People.QUILL, People.PATRON)) {
            refused("gallery.table-publishes", other, publish("From somebody else"));
            refused("gallery.table-publishes", other, new Noted(name, Taking.DECLINED, words("No.")));
            refused(
                    "gallery.table-publishes",
                    other,
                    new ItemWithdrawn(publish("From Cedar").name(People.CEDAR.id())));
        }
    }

    @Test
    void whatWasPublishedIsWithdrawnByItsAuthorAndTheWithdrawalStaysInSight() {
        Published published = publish("Terms of reference");
        happens(People.CEDAR, published);
        Hash name = published.name(People.CEDAR.id());
        refused("gallery.not-yours", People.JUNIPER, new ItemWithdrawn(name));
        refused("gallery.not-yours", People.HARBOUR, new ItemWithdrawn(name));
        happens(People.CEDAR, new ItemWithdrawn(name));
        assertThat(room.gallery().item(name).orElseThrow().withdrawn()).isTrue();
        refused("gallery.no-such-item", People.CEDAR, new ItemWithdrawn(name));
    }

    @Test
    void offersLeaveWithTheirAuthorAndWhatWasPublishedStaysForOthersToWithdraw() {
        Offered offered = offer("A venue.");
        Published published = publish("Terms of reference");
        happens(People.PATRON, offered);
        happens(People.CEDAR, published);
        Hash item = published.name(People.CEDAR.id());
        List<Principal> left = new ArrayList<>(room.sitting().principals());
        left.removeAll(List.of(People.PATRON, People.CEDAR));
        room = room.turn(new RoomTalk.Turn(1, ChangeKind.REMOVE, People.PATRON.id(), left));
        assertThat(room.gallery().offers()).isEmpty();
        assertThat(room.gallery().item(item)).isPresent();
        happens(People.JUNIPER, new ItemWithdrawn(item));
    }

    @Test
    void anOfferThatReplacesOneTakesItsPlaceAndNobodyElsesDoes() {
        Offered first = offer("A venue for ten.");
        happens(People.PATRON, first);
        Hash before = first.name(People.PATRON.id());
        refused("gallery.not-yours", MEADOW, instead(before, "Mine is better."));
        Offered second = instead(before, "A venue for thirty.");
        happens(People.PATRON, second);
        assertThat(room.gallery().offer(before).orElseThrow().withdrawn()).isTrue();
        assertThat(room.gallery()
                        .offer(second.name(People.PATRON.id()))
                        .orElseThrow()
                        .withdrawn())
                .isFalse();
        refused("gallery.no-such-offer", People.PATRON, instead(before, "A venue for forty."));
    }

    @Test
    void anItemIsNoOfferAndAnOfferIsNoItem() {
        Offered offered = offer("A venue.");
        Published published = publish("Terms of reference");
        happens(People.PATRON, offered);
        happens(People.CEDAR, published);
        Hash offer = offered.name(People.PATRON.id());
        Hash item = published.name(People.CEDAR.id());
        refused("gallery.no-such-offer", People.PATRON, new OfferWithdrawn(item));
        refused("gallery.no-such-offer", People.CEDAR, new Noted(item, Taking.DECLINED, words("No.")));
        refused("gallery.no-such-offer", People.PATRON, instead(item, "A venue for thirty."));
        refused("gallery.no-such-item", People.CEDAR, new ItemWithdrawn(offer));
    }

    @Test
    void nobodyFillsTheGallery() {
        for (int i = 0; i < Gallery.MOST_STANDING; i++) {
            happens(People.PATRON, offer("Offer " + i));
            happens(People.CEDAR, publish("Item " + i));
        }
        refused("gallery.too-many", People.PATRON, offer("One more."));
        refused("gallery.too-many", People.CEDAR, publish("One more"));
        happens(MEADOW, offer("Mine."));
        happens(
                People.PATRON,
                instead(room.gallery().offers().getFirst().name(), "In place of the first there is room."));
        for (int i = 0; i < 2 * Gallery.MOST_WITHDRAWN; i++) {
            Hash oldest = room.gallery().offers().stream()
                    .filter(one -> one.author().equals(People.PATRON.id()) && !one.withdrawn())
                    .findFirst()
                    .orElseThrow()
                    .name();
            happens(People.PATRON, instead(oldest, "Again " + i));
        }
        assertThat(room.gallery().offers().stream().filter(one -> one.author().equals(People.PATRON.id())))
                .hasSize(Gallery.MOST_STANDING + Gallery.MOST_WITHDRAWN);
    }

    @Test
    void wordsAreNeededAndAreWithinBounds() {
        refused("gallery.empty", People.PATRON, offer(" \n"));
        refused("gallery.no-title", People.CEDAR, publish(" "));
        refused(
                "message.language",
                People.PATRON,
                new Offered(
                        Hash.of("n"),
                        Optional.empty(),
                        OfferKind.OTHER,
                        new Wording("A venue.", "EN", Direction.LTR),
                        0));
        assertThat(verdict(People.PATRON, offer("x".repeat(Wording.MOST_BYTES + 1))))
                .isEqualTo("gallery.too-long");
        assertThat(sealed(People.PATRON, offer("x".repeat(Wording.MOST_BYTES + 1))))
                .as("no event at all to the reader of a fold")
                .isEqualTo(room);
    }

    @Test
    void inAnyOtherRoomNothingIsOfferedOrPublished() {
        room = Rooms.plenary();
        refused("gallery.only-there", People.CEDAR, publish("Terms of reference"));
        refused("gallery.only-there", People.HARBOUR, publish("Terms of reference"));
    }

    @Test
    void whoDoesNotKnowItsReadersSaysNothingToThem() {
        assertThat(Rooms.keyOf(room.decide(
                        People.CEDAR.id(),
                        new RoomCommand.OfGallery(new GalleryActs.Command.Publish(
                                Hash.of("n"), "Terms", words("Both sides agreed."), 0, Standing.VOUCHED)))))
                .isEqualTo("message.readers-not-compared");
    }

    private static Wording words(String text) {
        return new Wording(text, "en", Direction.LTR);
    }

    private static Offered offer(String text) {
        return new Offered(Hash.of("nonce"), Optional.empty(), OfferKind.VENUE, words(text), 0);
    }

    private static Offered instead(Hash before, String text) {
        return new Offered(Hash.of("nonce"), Optional.of(before), OfferKind.VENUE, words(text), 0);
    }

    private static Published publish(String title) {
        return new Published(Hash.of("nonce"), title, words("Both sides agreed to this."), 0);
    }

    /** What somebody asks who wants this event. */
    public static GalleryActs.Command command(GalleryEvent event) {
        return switch (event) {
            case Offered one ->
                new GalleryActs.Command.MakeOffer(
                        one.nonce(), one.replaces(), one.kind(), one.words(), one.until(), Standing.COMPARED);
            case OfferWithdrawn(Hash offer) -> new GalleryActs.Command.TakeBack(offer);
            case Noted(Hash offer, Taking taking, Wording words) ->
                new GalleryActs.Command.Note(offer, taking, words, Standing.COMPARED);
            case Published one ->
                new GalleryActs.Command.Publish(one.nonce(), one.title(), one.words(), one.until(), Standing.COMPARED);
            case ItemWithdrawn(Hash item) -> new GalleryActs.Command.Unpublish(item);
        };
    }
}
