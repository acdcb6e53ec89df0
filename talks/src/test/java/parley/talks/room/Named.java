package parley.talks.room;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import parley.base.Hash;
import parley.base.PrincipalId;
import parley.talks.convey.ConveyEvent;
import parley.talks.convey.Evidence;
import parley.talks.courier.CourierEvent;
import parley.talks.courier.Item;
import parley.talks.gallery.GalleryEvent;
import parley.talks.mandate.MandateEvent;
import parley.talks.message.MessageEvent;
import parley.talks.nonpaper.NonPaperEvent;
import parley.talks.phase.PhaseEvent;
import parley.talks.room.Thing.Kind;
import parley.talks.room.Thing.Scene;
import parley.talks.roster.RosterEvent;
import parley.talks.sheet.SheetEvent;
import parley.talks.sounding.SoundingEvent;
import parley.talks.suspension.SuspensionEvent;
import parley.talks.table.TableEvent;

/**
 * A name that an event carries.
 *
 * @param naming the same event with the name of another thing in its place
 */
record Named(String field, May may, Function<Thing, RoomEvent> naming) {

    /** What the name may be of. */
    sealed interface May {
        /** Things of these kinds, where they stand, and nothing else anywhere. */
        record Only(Set<Kind> kinds) implements May {}

        /**
         * Anything, but none of these kinds that stands in this room: the name is a claim of which the fold holds no record, or may hold
         * none any more, and nothing but what its author says hangs on it.
         */
        record Any(Scene where, Set<Kind> but) implements May {}
    }

    /** A new type of event, and a new field of one, breaks the build here until somebody has said what it may name. */
    static List<Named> of(RoomEvent event) {
        return switch (event) {
            case RoomEvent.OfTable(TableEvent of) -> table(of);
            case RoomEvent.OfRoster(RosterEvent of) -> roster(of);
            case RoomEvent.OfMessage(
                    MessageEvent.Said(var kind, var text, var lang, var dir, var _, var files, var signed, var at)) ->
                List.of(new Named(
                        "inReplyTo",
                        new May.Any(Scene.CAUCUS, Set.of()),
                        thing -> new RoomEvent.OfMessage(new MessageEvent.Said(
                                kind, text, lang, dir, Optional.of(thing.name()), files, signed, at))));
            case RoomEvent.OfConveyance(ConveyEvent of) -> conveyance(of);
            case RoomEvent.OfSounding(SoundingEvent of) -> sounding(of);
            case RoomEvent.OfNonPaper(NonPaperEvent of) -> nonPaper(of);
            case RoomEvent.OfCourier(CourierEvent of) -> courier(of);
            case RoomEvent.OfPhase(PhaseEvent of) -> phase(of);
            case RoomEvent.OfMandate(MandateEvent of) -> mandate(of);
            case RoomEvent.OfSheet(SheetEvent of) -> sheet(of);
            case RoomEvent.OfGallery(GalleryEvent of) -> gallery(of);
            case RoomEvent.OfSuspension(SuspensionEvent of) -> suspension(of);
        };
    }

    private static List<Named> table(TableEvent event) {
        return switch (event) {
            case TableEvent.RulesProposed(var _, var _) -> List.of();
            case TableEvent.RulesAccepted(var _) ->
                only(name -> new RoomEvent.OfTable(new TableEvent.RulesAccepted(name)), Kind.RULES);
            case TableEvent.RulesWithdrawn(var _) ->
                only(name -> new RoomEvent.OfTable(new TableEvent.RulesWithdrawn(name)), Kind.RULES);
        };
    }

    private static List<Named> roster(RosterEvent event) {
        return switch (event) {
            case RosterEvent.Proposed(var _, var _, var _, var _, var _) -> List.of();
            case RosterEvent.Consented(var _, var standing) ->
                only(name -> new RoomEvent.OfRoster(new RosterEvent.Consented(name, standing)), Kind.CHANGE);
            case RosterEvent.Withdrawn(var _) ->
                only(name -> new RoomEvent.OfRoster(new RosterEvent.Withdrawn(name)), Kind.CHANGE);
        };
    }

    private static List<Named> conveyance(ConveyEvent event) {
        return switch (event) {
            // States hold no messages: that there is one with these words its readers' nodes see.
            case ConveyEvent.Marked(var _, var passages) ->
                any(
                        "message",
                        name -> new RoomEvent.OfConveyance(new ConveyEvent.Marked(name, passages)),
                        Scene.CAUCUS);
            case ConveyEvent.Relabelled(var _, var label) ->
                only(name -> new RoomEvent.OfConveyance(new ConveyEvent.Relabelled(name, label)), Kind.PASSAGE);
            case ConveyEvent.Withdrawn(var _) ->
                only(name -> new RoomEvent.OfConveyance(new ConveyEvent.Withdrawn(name)), Kind.PASSAGE);
            case ConveyEvent.Crossed(var _, var as, var to, var wording, var because, var at) ->
                only(
                        name -> new RoomEvent.OfConveyance(new ConveyEvent.Crossed(name, as, to, wording, because, at)),
                        Kind.PASSAGE,
                        Kind.CROSSED_PASSAGE);
            case ConveyEvent.Proved(var _, var proofs) ->
                only(
                        name -> new RoomEvent.OfConveyance(new ConveyEvent.Proved(name, proofs)),
                        Kind.PASSAGE,
                        Kind.CROSSED_PASSAGE);
            case ConveyEvent.Raised(var _, var sealed) ->
                only(name -> new RoomEvent.OfConveyance(new ConveyEvent.Raised(name, sealed)), Kind.CROSSED_PASSAGE);
            case ConveyEvent.Opened(var message, var from, var wordings) ->
                List.of(
                        new Named(
                                "message",
                                new May.Any(Scene.OPEN_CAUCUS, Set.of(Kind.MARKED_MESSAGE)),
                                thing -> new RoomEvent.OfConveyance(
                                        new ConveyEvent.Opened(thing.name(), from, wordings))),
                        new Named(
                                "from",
                                new May.Only(Set.of(Kind.PARTY)),
                                thing -> new RoomEvent.OfConveyance(
                                        new ConveyEvent.Opened(message, new PrincipalId(thing.name()), wordings))));
            // It stands in the source's room, whose log this one doesn't share.
            case ConveyEvent.Conveyed(var as, var from, var wording, var evidence) ->
                any(
                        "passage",
                        name -> new RoomEvent.OfConveyance(new ConveyEvent.Conveyed(
                                as, from, wording, evidence.map(one -> new Evidence(name, one.proofs())))),
                        Scene.CAUCUS);
        };
    }

    private static List<Named> sounding(SoundingEvent event) {
        return switch (event) {
            case SoundingEvent.Asked(var _, var _, var _, var _, var _, var _, var _) -> List.of();
            case SoundingEvent.Answered(var _, var answer) ->
                only(name -> new RoomEvent.OfSounding(new SoundingEvent.Answered(name, answer)), Kind.SOUNDING);
            case SoundingEvent.Ended(var _, var outcome) ->
                only(name -> new RoomEvent.OfSounding(new SoundingEvent.Ended(name, outcome)), Kind.SOUNDING);
        };
    }

    private static List<Named> nonPaper(NonPaperEvent event) {
        return switch (event) {
            case NonPaperEvent.Laid(var _, var _, var _, var _, var _, var _) -> List.of();
            case NonPaperEvent.Carried(var _, var to, var lapses) ->
                List.of(new Named(
                        "paper",
                        new May.Only(Set.of(Kind.NON_PAPER_FOR_OTHERS)),
                        thing -> new RoomEvent.OfNonPaper(new NonPaperEvent.Carried(thing.position(), to, lapses))));
        };
    }

    private static List<Named> courier(CourierEvent event) {
        return switch (event) {
            case CourierEvent.HandedIn(var item) ->
                only(
                        name -> new RoomEvent.OfCourier(new CourierEvent.HandedIn(answering(item, name))),
                        Kind.BROUGHT_ITEM);
            case CourierEvent.CalledBack(var _) ->
                only(name -> new RoomEvent.OfCourier(new CourierEvent.CalledBack(name)), Kind.ITEM);
            case CourierEvent.Received(var _) ->
                only(name -> new RoomEvent.OfCourier(new CourierEvent.Received(name)), Kind.ITEM);
            case CourierEvent.Delivered(var _, var to, var handover) ->
                only(name -> new RoomEvent.OfCourier(new CourierEvent.Delivered(name, to, handover)), Kind.ITEM);
            // What it answers may have made room for later items.
            case CourierEvent.Brought(var from, var handover, var item) ->
                any(
                        "answers",
                        name -> new RoomEvent.OfCourier(
                                new CourierEvent.Brought(from, handover, answering(item, name))),
                        Scene.CAUCUS,
                        Kind.ITEM,
                        Kind.BROUGHT_ITEM);
            case CourierEvent.Acknowledged(var _) ->
                only(name -> new RoomEvent.OfCourier(new CourierEvent.Acknowledged(name)), Kind.BROUGHT_ITEM);
            case CourierEvent.Confirmed(var _) ->
                only(name -> new RoomEvent.OfCourier(new CourierEvent.Confirmed(name)), Kind.DELIVERED_ITEM);
        };
    }

    private static Item answering(Item item, Hash other) {
        return new Item(
                item.nonce(),
                item.addressee(),
                item.text(),
                item.lang(),
                item.dir(),
                item.attachments(),
                Optional.of(other),
                item.statedAt());
    }

    private static List<Named> phase(PhaseEvent event) {
        return switch (event) {
            case PhaseEvent.Proposed(var _, var _, var _) -> List.of();
            case PhaseEvent.Accepted(var _) ->
                only(name -> new RoomEvent.OfPhase(new PhaseEvent.Accepted(name)), Kind.MOVE);
            case PhaseEvent.Withdrawn(var _) ->
                only(name -> new RoomEvent.OfPhase(new PhaseEvent.Withdrawn(name)), Kind.MOVE, Kind.ACCEPTED_MOVE);
            case PhaseEvent.Moved(var _) ->
                only(name -> new RoomEvent.OfPhase(new PhaseEvent.Moved(name)), Kind.ACCEPTED_MOVE);
            case PhaseEvent.SteppedBack(var _, var _) -> List.of();
        };
    }

    private static List<Named> mandate(MandateEvent event) {
        return switch (event) {
            case MandateEvent.Issued(var _, var _, var _, var _) -> List.of();
            case MandateEvent.Taken(var _) ->
                only(name -> new RoomEvent.OfMandate(new MandateEvent.Taken(name)), Kind.MANDATE);
            case MandateEvent.Revoked(var _) ->
                only(
                        name -> new RoomEvent.OfMandate(new MandateEvent.Revoked(name)),
                        Kind.MANDATE,
                        Kind.MANDATE_IN_USE);
            case MandateEvent.Lapsed(var _) ->
                only(name -> new RoomEvent.OfMandate(new MandateEvent.Lapsed(name)), Kind.MANDATE, Kind.MANDATE_IN_USE);
        };
    }

    private static List<Named> sheet(SheetEvent event) {
        return switch (event) {
            case SheetEvent.Drawn(var _, var lang, var dir, var issues) ->
                only(
                        name -> new RoomEvent.OfSheet(new SheetEvent.Drawn(Optional.of(name), lang, dir, issues)),
                        Kind.SHEET);
            case SheetEvent.Tabled(var _, var options) ->
                only(name -> new RoomEvent.OfSheet(new SheetEvent.Tabled(name, options)), Kind.SHEET);
            case SheetEvent.Shared(var _, var scores, var reservation) ->
                only(name -> new RoomEvent.OfSheet(new SheetEvent.Shared(name, scores, reservation)), Kind.SHEET);
            case SheetEvent.TakenOff(var _) ->
                only(name -> new RoomEvent.OfSheet(new SheetEvent.TakenOff(name)), Kind.PACKAGE);
        };
    }

    private static List<Named> gallery(GalleryEvent event) {
        return switch (event) {
            case GalleryEvent.Offered(var nonce, var _, var kind, var words, var until) ->
                only(
                        name -> new RoomEvent.OfGallery(
                                new GalleryEvent.Offered(nonce, Optional.of(name), kind, words, until)),
                        Kind.OFFER);
            case GalleryEvent.OfferWithdrawn(var _) ->
                only(name -> new RoomEvent.OfGallery(new GalleryEvent.OfferWithdrawn(name)), Kind.OFFER);
            case GalleryEvent.Noted(var _, var taking, var words) ->
                only(name -> new RoomEvent.OfGallery(new GalleryEvent.Noted(name, taking, words)), Kind.OFFER);
            case GalleryEvent.Published(var _, var _, var _, var _) -> List.of();
            case GalleryEvent.ItemWithdrawn(var _) ->
                only(name -> new RoomEvent.OfGallery(new GalleryEvent.ItemWithdrawn(name)), Kind.PUBLISHED);
        };
    }

    private static List<Named> suspension(SuspensionEvent event) {
        return switch (event) {
            case SuspensionEvent.Suspended(var _, var _, var _) -> List.of();
            case SuspensionEvent.Resumed(var _) ->
                only(name -> new RoomEvent.OfSuspension(new SuspensionEvent.Resumed(name)), Kind.SUSPENSION);
            case SuspensionEvent.Lapsed(var _) ->
                only(name -> new RoomEvent.OfSuspension(new SuspensionEvent.Lapsed(name)), Kind.SUSPENSION);
            case SuspensionEvent.NoticeGiven(var _, var _, var _) -> List.of();
            case SuspensionEvent.NoticeTakenBack(var _) ->
                only(name -> new RoomEvent.OfSuspension(new SuspensionEvent.NoticeTakenBack(name)), Kind.NOTICE);
        };
    }

    private static List<Named> only(Function<Hash, RoomEvent> naming, Kind... kinds) {
        return List.of(new Named("name", new May.Only(Set.of(kinds)), thing -> naming.apply(thing.name())));
    }

    private static List<Named> any(String field, Function<Hash, RoomEvent> naming, Scene where, Kind... but) {
        return List.of(new Named(field, new May.Any(where, Set.of(but)), thing -> naming.apply(thing.name())));
    }
}
