package parley.node.engine;

import java.util.Optional;
import parley.base.Bytes;
import parley.base.Refusal;
import parley.protocol.seat.Seat;
import parley.protocol.seat.SeatRoom;
import parley.talks.Why;
import parley.talks.convey.ConveyEvent;
import parley.talks.courier.CourierEvent;
import parley.talks.gallery.GalleryEvent;
import parley.talks.mandate.MandateEvent;
import parley.talks.message.MessageEvent;
import parley.talks.nonpaper.NonPaperEvent;
import parley.talks.phase.PhaseEvent;
import parley.talks.room.RoomEvent;
import parley.talks.rules.Standing;
import parley.talks.sheet.SheetEvent;
import parley.talks.sounding.SoundingAnswer;
import parley.talks.sounding.SoundingEvent;
import parley.talks.suspension.SuspensionEvent;

/**
 * How well the readers of an act that came late must be known before its person may say it to them: as well as those to whom it was
 * said first. What a node knows of its peers is in no log, so no fold asks it again.
 */
final class LateReaders {
    private LateReaders() {}

    /** What an act asks of whoever reads it. */
    enum Asks {
        /** It takes something back, or is about the roster: whoever turns out to be somebody else must still be removed. */
        NOTHING,
        /** That codes with nobody differed. */
        NO_DIFFERENCE,
        /** That, and what the Rules ask of readers. */
        READERS,
        /** That, and compared codes with each, for it goes on the record. */
        COMPARED
    }

    static Optional<Refusal> objection(Seat seat, SeatRoom view, Bytes event) {
        return RoomEvent.read(event) instanceof RoomEvent.Reading.Known(var known, int _)
                ? objection(
                        asks(known),
                        Speech.differs(view),
                        Speech.leastKnown(seat, view),
                        TalkFold.talk(view.state()).rules().readers())
                : Optional.empty();
    }

    static Optional<Refusal> objection(Asks asks, Optional<Refusal> differs, Standing leastKnown, Standing readers) {
        if (asks == Asks.NOTHING) {
            return Optional.empty();
        }
        if (differs.isPresent()) {
            return differs;
        }
        if (asks == Asks.COMPARED && leastKnown != Standing.COMPARED) {
            return Optional.of(Why.MESSAGE_RECORD_NEEDS_COMPARED.refusal());
        }
        if (asks != Asks.NO_DIFFERENCE && !leastKnown.atLeast(readers)) {
            return Why.MESSAGE_READERS_NOT_COMPARED.refuses(readers.word());
        }
        return Optional.empty();
    }

    static Asks asks(RoomEvent event) {
        return switch (event) {
            case RoomEvent.OfTable _, RoomEvent.OfRoster _ -> Asks.NOTHING;
            case RoomEvent.OfMessage(MessageEvent.Said said) ->
                said.onRecord().isPresent() ? Asks.COMPARED : Asks.READERS;
            case RoomEvent.OfNonPaper(var of) -> of instanceof NonPaperEvent.Laid ? Asks.READERS : Asks.NO_DIFFERENCE;
            case RoomEvent.OfConveyance(var of) -> asks(of);
            case RoomEvent.OfCourier(var of) -> asks(of);
            case RoomEvent.OfSounding(SoundingEvent.Ended(var _, var outcome)) ->
                outcome == SoundingAnswer.NOT_NOW ? Asks.NOTHING : Asks.NO_DIFFERENCE;
            case RoomEvent.OfSounding _ -> Asks.READERS;
            case RoomEvent.OfSheet(var of) -> of instanceof SheetEvent.TakenOff ? Asks.NOTHING : Asks.READERS;
            case RoomEvent.OfGallery(var of) ->
                of instanceof GalleryEvent.OfferWithdrawn || of instanceof GalleryEvent.ItemWithdrawn
                        ? Asks.NOTHING
                        : Asks.READERS;
            case RoomEvent.OfSuspension(var of) ->
                of instanceof SuspensionEvent.Suspended || of instanceof SuspensionEvent.NoticeGiven
                        ? Asks.NO_DIFFERENCE
                        : Asks.NOTHING;
            case RoomEvent.OfMandate(var of) ->
                of instanceof MandateEvent.Revoked || of instanceof MandateEvent.Lapsed
                        ? Asks.NOTHING
                        : Asks.NO_DIFFERENCE;
            case RoomEvent.OfPhase(var of) ->
                of instanceof PhaseEvent.Withdrawn || of instanceof PhaseEvent.SteppedBack
                        ? Asks.NOTHING
                        : Asks.NO_DIFFERENCE;
        };
    }

    private static Asks asks(ConveyEvent event) {
        return switch (event) {
            case ConveyEvent.Withdrawn _ -> Asks.NOTHING;
            case ConveyEvent.Conveyed _ -> Asks.READERS;
            case ConveyEvent.Marked _,
                    ConveyEvent.Relabelled _,
                    ConveyEvent.Crossed _,
                    ConveyEvent.Proved _,
                    ConveyEvent.Raised _,
                    ConveyEvent.Opened _ -> Asks.NO_DIFFERENCE;
        };
    }

    private static Asks asks(CourierEvent event) {
        return switch (event) {
            case CourierEvent.CalledBack _ -> Asks.NOTHING;
            case CourierEvent.HandedIn _, CourierEvent.Brought _ -> Asks.READERS;
            case CourierEvent.Received _,
                    CourierEvent.Delivered _,
                    CourierEvent.Acknowledged _,
                    CourierEvent.Confirmed _ -> Asks.NO_DIFFERENCE;
        };
    }
}
