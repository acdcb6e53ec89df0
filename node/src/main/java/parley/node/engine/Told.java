package parley.node.engine;

import java.util.List;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.Malformed;
import parley.protocol.blob.Manifest;
import parley.talks.convey.ConveyEvent;
import parley.talks.message.Attachment;
import parley.talks.message.MessageEvent;
import parley.talks.room.RoomEvent;

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

    List<Attachment> attachments() {
        return message.map(MessageEvent.Said::attachments).orElseGet(List::of);
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
