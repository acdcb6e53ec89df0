package parley.node.engine;

import java.time.Instant;
import java.util.Optional;
import parley.base.Bytes;
import parley.base.CanonicalReader;
import parley.base.CanonicalWriter;
import parley.base.Malformed;
import parley.node.desk.Line;
import parley.node.desk.RoomRef;
import parley.protocol.port.Key;
import parley.protocol.port.Tx;
import parley.talks.event.Word;
import parley.talks.mandate.Acted;
import parley.talks.mandate.Mandate;
import parley.talks.mandate.Power;

/** Under which mandate the author of a line acted, as it was when the line was folded: a cell for each line where mandates are shown. */
final class ActedCells {
    private static final String SPACE = "desk/acted";
    private static final int UNDER = 1;
    private static final int NOBODY = 2;
    private static final int FULL_POWERS = 3;

    private ActedCells() {}

    static void put(Tx tx, RoomRef room, long line, Acted acted) {
        CanonicalWriter out = new CanonicalWriter();
        switch (acted) {
            case Acted.Under(String delegate, Power power, long until) -> {
                out.u8(UNDER).text(delegate);
                power.write(out);
                out.u64(until);
            }
            case Acted.Nobody _ -> out.u8(NOBODY);
            case Acted.FullPowers _ -> out.u8(FULL_POWERS);
        }
        tx.put(key(room, line), out.bytes());
    }

    static Optional<Line.Acted> of(Tx tx, RoomRef room, long line) {
        return Ledger.cell(tx, key(room, line), ActedCells::read);
    }

    static void forget(Tx tx, RoomRef room, long line) {
        tx.delete(key(room, line));
    }

    private static Line.Acted read(Bytes content) throws Malformed {
        CanonicalReader in = new CanonicalReader(content);
        Line.Acted acted = switch (in.u8()) {
            case UNDER ->
                new Line.Acted.Under(
                        in.text(Mandate.MOST_DELEGATE_BYTES),
                        Word.read(in, Power.values()),
                        Instant.ofEpochMilli(in.u64()));
            case NOBODY -> new Line.Acted.Nobody();
            case FULL_POWERS -> new Line.Acted.FullPowers();
            default -> throw new Malformed("acted in an unknown way");
        };
        in.end();
        return acted;
    }

    private static Key key(RoomRef room, long line) {
        return Ledger.inRoom(SPACE, room).with(line);
    }
}
