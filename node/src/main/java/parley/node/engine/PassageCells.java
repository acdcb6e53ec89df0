package parley.node.engine;

import java.util.Optional;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.node.desk.RoomRef;
import parley.protocol.port.Key;
import parley.protocol.port.Tx;
import parley.talks.convey.ConveyEvent;
import parley.talks.room.Outcome;
import parley.talks.room.RoomEvent;
import parley.talks.room.RoomTalk;

/** Where in a room's record passages were marked, labelled and proven: their texts stand in those lines, and are erased with them. */
final class PassageCells {
    private static final String SPACE = "desk/passage";

    private PassageCells() {}

    /** Notes the line of an entry, if passages were marked, labelled or proven by it. */
    static void note(Tx tx, RoomRef room, RoomTalk after, long position, long line) {
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

    record Found(ConveyEvent event, java.time.Instant arrived) {}

    private static Key key(RoomRef room, long position) {
        return Ledger.inRoom(SPACE, room).with(position);
    }
}
