package parley.talks.room;

import java.util.Optional;
import parley.base.Bytes;
import parley.base.Malformed;
import parley.talks.event.EventReader;
import parley.talks.event.EventWriter;
import parley.talks.message.MessageEvent;
import parley.talks.roster.RosterEvent;
import parley.talks.table.TableEvent;

/** An event of any practice. A new practice adds a case here, and the compiler shows everywhere else. */
public sealed interface RoomEvent {
    record OfTable(TableEvent event) implements RoomEvent {}

    record OfRoster(RosterEvent event) implements RoomEvent {}

    record OfMessage(MessageEvent event) implements RoomEvent {}

    /**
     * The greatest version of events that this software acts on. Raised with every release that adds or changes a type of
     * event; each type keeps the version with which it came.
     */
    int VERSION = 1;

    /** Names the type in the envelope: "practice.happened". */
    default String type() {
        return switch (this) {
            case OfTable(TableEvent event) -> event.type();
            case OfRoster(RosterEvent event) -> event.type();
            case OfMessage(MessageEvent event) -> event.type();
        };
    }

    /** The bytes to seal. */
    default Bytes encoded() {
        return switch (this) {
            case OfTable(TableEvent event) -> EventWriter.envelope(1, event.type(), event::write);
            case OfRoster(RosterEvent event) -> EventWriter.envelope(1, event.type(), event::write);
            case OfMessage(MessageEvent event) -> EventWriter.envelope(1, event.type(), event::write);
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
                            : new Reading.Known(known(envelope.type(), in), envelope.version()));
        } catch (Malformed e) {
            return new Reading.Nothing(String.valueOf(e.getMessage()));
        }
    }

    private static RoomEvent known(String type, EventReader in) throws Malformed {
        Optional<RoomEvent> read = switch (type.substring(0, type.indexOf('.') + 1)) {
            case "table." -> TableEvent.read(type, in).map(OfTable::new);
            case "roster." -> RosterEvent.read(type, in).map(OfRoster::new);
            case "message." -> MessageEvent.read(type, in).map(OfMessage::new);
            default -> Optional.empty();
        };
        if (read.isEmpty()) {
            throw new Malformed("an unknown type of event");
        }
        in.end();
        return read.get();
    }
}
