package parley.node.engine;

import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.Malformed;
import parley.protocol.blob.Manifest;
import parley.talks.convey.ConveyEvent;
import parley.talks.courier.CourierEvent;
import parley.talks.courier.Item;
import parley.talks.gallery.GalleryEvent;
import parley.talks.message.Attachment;
import parley.talks.message.MessageEvent;
import parley.talks.room.RoomEvent;
import parley.talks.sheet.SheetEvent;
import parley.talks.suspension.SuspensionEvent;

/** Reads again what a message said, from the bytes that were folded. */
record Told(Optional<MessageEvent.Said> message) {
    static Told of(Bytes event) {
        return new Told(
                RoomEvent.read(event)
                                instanceof RoomEvent.Reading.Known(RoomEvent.OfMessage(MessageEvent.Said said), int _)
                        ? Optional.of(said)
                        : Optional.empty());
    }

    /** What some bytes say of passages; empty when they say something else. */
    static Optional<ConveyEvent> conveyance(Bytes event) {
        return RoomEvent.read(event) instanceof RoomEvent.Reading.Known(RoomEvent.OfConveyance(ConveyEvent said), int _)
                ? Optional.of(said)
                : Optional.empty();
    }

    /** What some bytes say of items; empty when they say something else. */
    static Optional<CourierEvent> courier(Bytes event) {
        return RoomEvent.read(event) instanceof RoomEvent.Reading.Known(RoomEvent.OfCourier(CourierEvent said), int _)
                ? Optional.of(said)
                : Optional.empty();
    }

    /** What some bytes say of the issue sheet; empty when they say something else. */
    static Optional<SheetEvent> sheet(Bytes event) {
        return RoomEvent.read(event) instanceof RoomEvent.Reading.Known(RoomEvent.OfSheet(SheetEvent said), int _)
                ? Optional.of(said)
                : Optional.empty();
    }

    /** What some bytes say in a gallery; empty when they say something else. */
    static Optional<GalleryEvent> gallery(Bytes event) {
        return RoomEvent.read(event) instanceof RoomEvent.Reading.Known(RoomEvent.OfGallery(GalleryEvent said), int _)
                ? Optional.of(said)
                : Optional.empty();
    }

    /** What some bytes say of a suspension or a withdrawal; empty when they say something else. */
    static Optional<SuspensionEvent> suspension(Bytes event) {
        return RoomEvent.read(event)
                        instanceof RoomEvent.Reading.Known(RoomEvent.OfSuspension(SuspensionEvent said), int _)
                ? Optional.of(said)
                : Optional.empty();
    }

    /** The files that some bytes carry, as a message or as an item. */
    static List<Attachment> attachments(Bytes event) {
        return of(event)
                .message()
                .map(MessageEvent.Said::attachments)
                .or(() -> courier(event).flatMap(Told::item).map(Item::attachments))
                .orElseGet(List::of);
    }

    /** The item that an event carries whole. */
    static Optional<Item> item(CourierEvent event) {
        return switch (event) {
            case CourierEvent.HandedIn(Item item) -> Optional.of(item);
            case CourierEvent.Brought brought -> Optional.of(brought.item());
            case CourierEvent.CalledBack _,
                    CourierEvent.Received _,
                    CourierEvent.Delivered _,
                    CourierEvent.Acknowledged _,
                    CourierEvent.Confirmed _ -> Optional.empty();
        };
    }

    /** The manifest of an attachment; empty when its author wrote something else. */
    static Optional<Manifest> manifest(Attachment attachment) {
        CanonicalReader in = new CanonicalReader(attachment.manifest());
        try {
            Manifest manifest = Manifest.read(in);
            in.end();
            return manifest.length() == attachment.size() ? Optional.of(manifest) : Optional.empty();
        } catch (Malformed e) {
            return Optional.empty();
        }
    }
}
