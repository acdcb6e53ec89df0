package parley.protocol.seat;

import parley.base.TableId;
import parley.protocol.port.Tx;

/** Hears facts inside the transaction that makes them durable. */
@FunctionalInterface
public interface SeatListener {
    void hear(Tx tx, TableId table, Fact fact);

    /** False when this can't be laid before people: then nothing is kept of it here either, and nothing answered. */
    default boolean asked(Tx tx, TableId table, Fact.AskedToJoin asked) {
        hear(tx, table, asked);
        return true;
    }
}
