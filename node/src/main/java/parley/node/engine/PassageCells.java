package parley.node.engine;

import java.time.Instant;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.node.desk.RoomRef;
import parley.protocol.port.Key;
import parley.protocol.port.Tx;
import parley.talks.convey.ConveyEvent;
import parley.talks.room.Outcome;
import parley.talks.room.RoomEvent;
import parley.talks.room.RoomTalk;

/**
 * Where in a room's record passages were marked, labelled and proven: their texts stand in those lines, and are erased with them. And
 * which records of crossings came here after the hour of their passage.
 */
final class PassageCells {
    private static final String SPACE = "desk/passage";
    private static final String AFTER_HOUR = "desk/passage-after-hour";

    private PassageCells() {}

    /** Notes the line of an entry, if passages were marked, labelled or proven by it, or if it came after the hour of what crossed. */
    static void note(Tx tx, RoomRef room, RoomTalk after, long position, long line, Instant now) {
        if (after.last().orElse(null) instanceof Outcome.Happened(RoomEvent.OfConveyance(ConveyEvent.Crossed crossed))
                && after.conveyance()
                        .passage(crossed.passage())
                        .filter(one -> one.lapsedAt(now.toEpochMilli()))
                        .isPresent()) {
            tx.put(Ledger.inRoom(AFTER_HOUR, room).with(position), Bytes.EMPTY);
        }
        if (after.last()
                .filter(outcome -> outcome instanceof Outcome.Happened(RoomEvent.OfConveyance(var event))
                        && (event instanceof ConveyEvent.Marked
                                || event instanceof ConveyEvent.Opened
                                || event instanceof ConveyEvent.Relabelled
                                || event instanceof ConveyEvent.Proved))
                .isPresent()) {
            tx.put(key(room, position), new CanonicalWriter().u64(line).bytes());
        }
    }

    /** What was marked, labelled or proven at a position, and when it came; empty once it is erased. */
    static Optional<Found> at(Tx tx, RoomRef room, long position) {
        return Ledger.cell(tx, key(room, position), content -> {
                    CanonicalReader in = new CanonicalReader(content);
                    long line = in.u64();
                    in.end();
                    return line;
                })
                .flatMap(line -> Ledger.line(tx, room, line))
                .flatMap(numbered -> numbered.line() instanceof LineRecord.Said said
                        ? Told.conveyance(said.event()).map(event -> new Found(event, said.arrived()))
                        : Optional.empty());
    }

    /** Whether the record of a crossing came to this node when the hour of its passage was over, by this node's clock. */
    static boolean afterHour(Tx tx, RoomRef room, long position) {
        return tx.get(Ledger.inRoom(AFTER_HOUR, room).with(position)).isPresent();
    }

    record Found(ConveyEvent event, Instant arrived) {}

    private static Key key(RoomRef room, long position) {
        return Ledger.inRoom(SPACE, room).with(position);
    }
}
