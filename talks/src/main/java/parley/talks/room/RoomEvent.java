package parley.talks.room;

import java.util.Optional;
import parley.base.Bytes;
import parley.base.Malformed;
import parley.talks.convey.ConveyEvent;
import parley.talks.courier.CourierEvent;
import parley.talks.event.EventReader;
import parley.talks.event.EventWriter;
import parley.talks.gallery.GalleryEvent;
import parley.talks.mandate.MandateEvent;
import parley.talks.message.MessageEvent;
import parley.talks.nonpaper.NonPaperEvent;
import parley.talks.phase.PhaseEvent;
import parley.talks.roster.RosterEvent;
import parley.talks.sheet.SheetEvent;
import parley.talks.sounding.SoundingEvent;
import parley.talks.suspension.SuspensionEvent;
import parley.talks.table.TableEvent;

/** An event of any practice. A new practice adds a case here, and the compiler shows everywhere else. */
public sealed interface RoomEvent {
    record OfTable(TableEvent event) implements RoomEvent {}

    record OfRoster(RosterEvent event) implements RoomEvent {}

    record OfMessage(MessageEvent event) implements RoomEvent {}

    /** Since version 2. */
    record OfConveyance(ConveyEvent event) implements RoomEvent {}

    /** Since version 3. */
    record OfSounding(SoundingEvent event) implements RoomEvent {}

    /** Since version 4. */
    record OfNonPaper(NonPaperEvent event) implements RoomEvent {}

    /** Since version 4. */
    record OfCourier(CourierEvent event) implements RoomEvent {}

    /** Since version 4. */
    record OfPhase(PhaseEvent event) implements RoomEvent {}

    /** Since version 4. */
    record OfMandate(MandateEvent event) implements RoomEvent {}

    /** Since version 4. */
    record OfSheet(SheetEvent event) implements RoomEvent {}

    /** Since version 4. */
    record OfGallery(GalleryEvent event) implements RoomEvent {}

    /** Since version 4. */
    record OfSuspension(SuspensionEvent event) implements RoomEvent {}

    /**
     * The greatest version of events that this software acts on. Raised with every release that adds or changes a type of
     * event; each type keeps the version with which it came.
     */
    int VERSION = 4;

    /** Names the type in the envelope: "practice.happened". */
    default String type() {
        return switch (this) {
            case OfTable(TableEvent event) -> event.type();
            case OfRoster(RosterEvent event) -> event.type();
            case OfMessage(MessageEvent event) -> event.type();
            case OfConveyance(ConveyEvent event) -> event.type();
            case OfSounding(SoundingEvent event) -> event.type();
            case OfNonPaper(NonPaperEvent event) -> event.type();
            case OfCourier(CourierEvent event) -> event.type();
            case OfPhase(PhaseEvent event) -> event.type();
            case OfMandate(MandateEvent event) -> event.type();
            case OfSheet(SheetEvent event) -> event.type();
            case OfGallery(GalleryEvent event) -> event.type();
            case OfSuspension(SuspensionEvent event) -> event.type();
        };
    }

    /** The version with which the type came: what a table must have pinned at least. */
    default int version() {
        return switch (this) {
            case OfTable _, OfRoster _, OfMessage _ -> 1;
            case OfConveyance(ConveyEvent event) -> event.version();
            case OfSounding _ -> 3;
            case OfNonPaper _ -> NonPaperEvent.VERSION;
            case OfCourier _, OfPhase _, OfMandate _, OfSheet _, OfGallery _, OfSuspension _ -> 4;
        };
    }

    /** The bytes to seal. */
    default Bytes encoded() {
        return switch (this) {
            case OfTable(TableEvent event) -> EventWriter.envelope(version(), event.type(), event::write);
            case OfRoster(RosterEvent event) -> EventWriter.envelope(version(), event.type(), event::write);
            case OfMessage(MessageEvent event) -> EventWriter.envelope(version(), event.type(), event::write);
            case OfConveyance(ConveyEvent event) -> EventWriter.envelope(version(), event.type(), event::write);
            case OfSounding(SoundingEvent event) -> EventWriter.envelope(version(), event.type(), event::write);
            case OfNonPaper(NonPaperEvent event) -> EventWriter.envelope(version(), event.type(), event::write);
            case OfCourier(CourierEvent event) -> EventWriter.envelope(version(), event.type(), event::write);
            case OfPhase(PhaseEvent event) -> EventWriter.envelope(version(), event.type(), event::write);
            case OfMandate(MandateEvent event) -> EventWriter.envelope(version(), event.type(), event::write);
            case OfSheet(SheetEvent event) -> EventWriter.envelope(version(), event.type(), event::write);
            case OfGallery(GalleryEvent event) -> EventWriter.envelope(version(), event.type(), event::write);
            case OfSuspension(SuspensionEvent event) -> EventWriter.envelope(version(), event.type(), event::write);
        };
    }

    /** What some bytes say. */
    sealed interface Reading {
        /** An event that this software knows. */
        record Known(RoomEvent event, int version) implements Reading {}

        /** A well-formed event of a later version: kept and shown as such, acted on by nobody here. */
        record Later(int version, String type) implements Reading {}

        /** No event at all: folds as nothing. */
        record Nothing(String why) implements Reading {}
    }

    /** Reads an event strictly. */
    static Reading read(Bytes event) {
        try {
            return EventReader.read(
                    event,
                    (envelope, in) -> envelope.version() > VERSION
                            ? new Reading.Later(envelope.version(), envelope.type())
                            : new Reading.Known(known(envelope, in), envelope.version()));
        } catch (Malformed e) {
            return new Reading.Nothing(String.valueOf(e.getMessage()));
        }
    }

    private static RoomEvent known(EventReader.Envelope envelope, EventReader in) throws Malformed {
        String type = envelope.type();
        Optional<RoomEvent> read = switch (type.substring(0, type.indexOf('.') + 1)) {
            case "table." -> TableEvent.read(type, in).map(OfTable::new);
            case "roster." -> RosterEvent.read(type, in).map(OfRoster::new);
            case "message." -> MessageEvent.read(type, in).map(OfMessage::new);
            case "convey." -> ConveyEvent.read(type, envelope.version(), in).map(OfConveyance::new);
            case "sounding." -> SoundingEvent.read(type, in).map(OfSounding::new);
            case "nonpaper." -> NonPaperEvent.read(type, in).map(OfNonPaper::new);
            case "courier." -> CourierEvent.read(type, in).map(OfCourier::new);
            case "phase." -> PhaseEvent.read(type, in).map(OfPhase::new);
            case "mandate." -> MandateEvent.read(type, in).map(OfMandate::new);
            case "sheet." -> SheetEvent.read(type, in).map(OfSheet::new);
            case "gallery." -> GalleryEvent.read(type, in).map(OfGallery::new);
            case "suspension." -> SuspensionEvent.read(type, in).map(OfSuspension::new);
            default -> Optional.empty();
        };
        if (read.isEmpty() || read.get().version() != envelope.version()) {
            throw new Malformed("an unknown type of event");
        }
        in.end();
        return read.get();
    }
}
