package parley.talks.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import parley.base.Hash;
import parley.base.Principal;
import parley.talks.convey.Caveat;
import parley.talks.convey.ConveyEvent;
import parley.talks.convey.CrossedAs;
import parley.talks.courier.CourierEvent;
import parley.talks.courier.Item;
import parley.talks.fixtures.People;
import parley.talks.fixtures.Rooms;
import parley.talks.gallery.GalleryEvent;
import parley.talks.gallery.OfferKind;
import parley.talks.gallery.Taking;
import parley.talks.gallery.Wording;
import parley.talks.mandate.MandateEvent;
import parley.talks.mandate.Power;
import parley.talks.message.Direction;
import parley.talks.message.MessageEvent;
import parley.talks.message.MessageKind;
import parley.talks.message.Messages;
import parley.talks.nonpaper.NonPaperEvent;
import parley.talks.phase.Aim;
import parley.talks.phase.PhaseEvent;
import parley.talks.room.Thing.Kind;
import parley.talks.room.Thing.Scene;
import parley.talks.roster.ChangeKind;
import parley.talks.rules.Confidentiality;
import parley.talks.rules.Conveying;
import parley.talks.rules.RoomKind;
import parley.talks.rules.Rules;
import parley.talks.sheet.SheetEvent;
import parley.talks.sounding.SoundingEvent;
import parley.talks.sounding.SoundingKind;
import parley.talks.suspension.SuspensionEvent;

/** Rooms in which, taken together, one thing of every kind stands. */
final class Scenes {
    /** So that no two things have one position, whatever their rooms. */
    private static final long POSITIONS = 1_000;

    private static final Wording IN_A_GALLERY = new Wording("A venue.", "en", Direction.LTR);

    final List<Thing> things = new ArrayList<>();
    final Map<Scene, RoomTalk> rooms = new EnumMap<>(Scene.class);

    private Scene scene = Scene.CAUCUS;
    private RoomTalk talk = Rooms.plenary();
    private long position;

    Scenes() {
        begin(Scene.CAUCUS, RoomKind.CAUCUS, Rooms.ANSWERED, People.CEDAR, People.HARBOUR, People.LANTERN);
        talks();
        conveyance();
        courier();
        decisions();
        begin(
                Scene.OPEN_CAUCUS,
                RoomKind.CAUCUS,
                Rooms.ANSWERED.withConfidentiality(Confidentiality.STANDARD.withConveyance(Conveying.IN_SUBSTANCE)),
                People.CEDAR,
                People.HARBOUR);
        openCaucus();
        begin(Scene.SUSPENDED, RoomKind.CAUCUS, Rooms.ANSWERED, People.CEDAR, People.HARBOUR);
        happens(
                People.CEDAR,
                new RoomEvent.OfSuspension(new SuspensionEvent.Suspended("A death in the family.", 1_000, 2_000)));
        stands(Kind.SUSPENSION, talk.suspension().stop().orElseThrow().name());
        begin(Scene.GALLERY, RoomKind.GALLERY, Rooms.ANSWERED, People.CEDAR, People.HARBOUR, People.PATRON);
        gallery();
        rooms.put(scene, talk);
    }

    RoomTalk room(Scene of) {
        return Objects.requireNonNull(rooms.get(of));
    }

    private void talks() {
        stands(Kind.ROOM, People.ROOM.hash());
        happens(People.CEDAR, Rooms.propose(ChangeKind.REFRESH, People.CEDAR));
        stands(Kind.CHANGE, talk.roster().proposals().getFirst().name());
        happens(
                People.CEDAR,
                Rooms.proposeRules(
                        talk.rules().next().withReceipts(!talk.rules().receipts())));
        stands(Kind.RULES, talk.table().proposals().getFirst().hash());
        stands(Kind.MESSAGE, said(MessageKind.STATEMENT));
        stands(Kind.QUESTION, said(MessageKind.QUESTION));
        NonPaperEvent.Laid here =
                new NonPaperEvent.Laid("What if?", "en", Direction.LTR, EveryEvent.UNTIL, List.of(), false);
        happens(People.CEDAR, new RoomEvent.OfNonPaper(here));
        stands(Kind.NON_PAPER, here.statement(People.ROOM));
        NonPaperEvent.Laid forOthers =
                new NonPaperEvent.Laid("And if?", "en", Direction.LTR, EveryEvent.UNTIL, List.of(), true);
        happens(People.CEDAR, new RoomEvent.OfNonPaper(forOthers));
        stands(Kind.NON_PAPER_FOR_OTHERS, forOthers.statement(People.ROOM));
    }

    private Hash said(MessageKind kind) {
        RoomEvent event = new RoomEvent.OfMessage(new MessageEvent.Said(
                kind, "How many?", "en", Direction.LTR, Optional.empty(), List.of(), Optional.empty(), 1_000));
        happens(People.HARBOUR, event);
        return Messages.reference(People.ROOM, position, People.HARBOUR.id(), event.encoded());
    }

    private void conveyance() {
        stands(Kind.PASSAGE, marked("message"));
        Hash crossed = marked("another message");
        happens(
                People.HARBOUR,
                new RoomEvent.OfConveyance(new ConveyEvent.Crossed(
                        crossed, CrossedAs.VERBATIM, List.of(People.JUNIPER), EveryEvent.WORDS, "", 1_000)));
        stands(Kind.CROSSED_PASSAGE, crossed);
    }

    private Hash marked(String message) {
        happens(
                People.CEDAR,
                new RoomEvent.OfConveyance(new ConveyEvent.Marked(
                        Hash.of(message),
                        List.of(new ConveyEvent.Marking(
                                EveryEvent.WORDS, new ConveyEvent.Label(Caveat.VERBATIM, "", 0))))));
        return talk.conveyance().passages().getLast().name();
    }

    private void courier() {
        happens(People.CEDAR, new RoomEvent.OfCourier(new CourierEvent.HandedIn(item("waits"))));
        stands(Kind.ITEM, item("waits").name(People.CEDAR.id()));
        Hash delivered = item("delivered").name(People.CEDAR.id());
        happens(People.CEDAR, new RoomEvent.OfCourier(new CourierEvent.HandedIn(item("delivered"))));
        happens(
                People.HARBOUR,
                new RoomEvent.OfCourier(new CourierEvent.Delivered(delivered, People.JUNIPER, EveryEvent.HAND)));
        stands(Kind.DELIVERED_ITEM, delivered);
        happens(
                People.HARBOUR,
                new RoomEvent.OfCourier(new CourierEvent.Brought(People.JUNIPER, EveryEvent.HAND, item("brought"))));
        stands(Kind.BROUGHT_ITEM, item("brought").name(People.JUNIPER.id()));
    }

    private static Item item(String nonce) {
        return EveryEvent.item(nonce, Optional.empty());
    }

    private void decisions() {
        SoundingEvent.Asked asked = new SoundingEvent.Asked(
                Hash.of("asked"),
                SoundingKind.MEET,
                "",
                "en",
                Direction.LTR,
                List.of(People.CEDAR, People.JUNIPER),
                EveryEvent.UNTIL);
        happens(People.HARBOUR, new RoomEvent.OfSounding(asked));
        stands(Kind.SOUNDING, asked.name());
        Hash past = proposed("a move that was taken back");
        happens(People.HARBOUR, new RoomEvent.OfPhase(new PhaseEvent.Withdrawn(past)));
        stands(Kind.PAST_MOVE, past);
        stands(Kind.MOVE, proposed("move"));
        stands(Kind.MANDATE, issued("Envoy"));
        Hash inUse = issued("Minister");
        happens(People.CEDAR, new RoomEvent.OfMandate(new MandateEvent.Taken(inUse)));
        stands(Kind.MANDATE_IN_USE, inUse);
        SheetEvent.Drawn sheet = EveryEvent.sheet(Optional.empty());
        happens(People.CEDAR, new RoomEvent.OfSheet(sheet));
        stands(Kind.SHEET, sheet.name());
        SheetEvent.Tabled tabled = new SheetEvent.Tabled(sheet.name(), List.of(0));
        happens(People.CEDAR, new RoomEvent.OfSheet(tabled));
        stands(Kind.PACKAGE, tabled.name());
        SheetEvent.Shared shared = new SheetEvent.Shared(sheet.name(), List.of(List.of(2L, 1L)), 1);
        happens(People.CEDAR, new RoomEvent.OfSheet(shared));
        stands(Kind.SCORES, shared.name());
        happens(People.CEDAR, new RoomEvent.OfSuspension(new SuspensionEvent.NoticeGiven("", 1_000, 2_000)));
        stands(Kind.NOTICE, talk.suspension().notices().getFirst().name());
    }

    private Hash proposed(String nonce) {
        PhaseEvent.Proposed move =
                new PhaseEvent.Proposed(Hash.of(nonce), Aim.DRAFTING, List.of(People.CEDAR, People.JUNIPER));
        happens(People.HARBOUR, new RoomEvent.OfPhase(move));
        return move.name();
    }

    private Hash issued(String delegate) {
        MandateEvent.Issued mandate =
                new MandateEvent.Issued(Hash.of(delegate), delegate, Power.SIGN, EveryEvent.UNTIL);
        happens(People.CEDAR, new RoomEvent.OfMandate(mandate));
        return mandate.by(People.CEDAR.id()).name();
    }

    private void openCaucus() {
        stands(Kind.PARTY, People.CEDAR.id().hash());
        stands(Kind.PASSAGE, marked("marked"));
        stands(Kind.MARKED_MESSAGE, Hash.of("marked"));
        Hash move = proposed("a move that is accepted");
        happens(People.CEDAR, new RoomEvent.OfPhase(new PhaseEvent.Accepted(move)));
        stands(Kind.ACCEPTED_MOVE, move);
    }

    private void gallery() {
        Hash withdrawn = offered("withdrawn");
        happens(People.PATRON, new RoomEvent.OfGallery(new GalleryEvent.OfferWithdrawn(withdrawn)));
        stands(Kind.WITHDRAWN_OFFER, withdrawn);
        Hash offer = offered("offer");
        stands(Kind.OFFER, offer);
        GalleryEvent.Noted note = new GalleryEvent.Noted(offer, Taking.ASKED, IN_A_GALLERY);
        happens(People.CEDAR, new RoomEvent.OfGallery(note));
        stands(Kind.NOTE_ON_AN_OFFER, note.name(People.CEDAR.id()));
        stands(Kind.PUBLISHED, published("stays"));
        Hash back = published("goes");
        happens(People.CEDAR, new RoomEvent.OfGallery(new GalleryEvent.ItemWithdrawn(back)));
        stands(Kind.WITHDRAWN_PUBLISHED, back);
    }

    private Hash offered(String nonce) {
        GalleryEvent.Offered offer = new GalleryEvent.Offered(
                Hash.of(nonce), Optional.empty(), OfferKind.VENUE, IN_A_GALLERY, EveryEvent.UNTIL);
        happens(People.PATRON, new RoomEvent.OfGallery(offer));
        return offer.name(People.PATRON.id());
    }

    private Hash published(String nonce) {
        GalleryEvent.Published item =
                new GalleryEvent.Published(Hash.of(nonce), "Terms", IN_A_GALLERY, EveryEvent.UNTIL);
        happens(People.CEDAR, new RoomEvent.OfGallery(item));
        return item.name(People.CEDAR.id());
    }

    private void begin(Scene next, RoomKind kind, Rules rules, Principal... principals) {
        if (position > 0) {
            rooms.put(scene, talk);
        }
        scene = next;
        position = POSITIONS * (rooms.size() + 1);
        talk = Rooms.room(kind, rules, principals);
    }

    private void stands(Kind kind, Hash name) {
        things.add(new Thing(kind, scene, name, position));
    }

    private void happens(Principal who, RoomCommand command) {
        talk = Rooms.act(talk, ++position, who, command);
    }

    private void happens(Principal who, RoomEvent event) {
        talk = Rooms.fold(talk, ++position, who, event.encoded());
        assertThat(talk.last()).contains(new Outcome.Happened(event));
    }
}
