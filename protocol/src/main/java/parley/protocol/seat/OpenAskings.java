package parley.protocol.seat;

import parley.base.RoomId;
import parley.base.TableId;
import parley.protocol.port.Tx;

/** Askings into rooms that wait here for a person's answer, as the cells have them: for any thread, beside the seat. */
public final class OpenAskings {
    private OpenAskings() {}

    /** Whether a yes or no to this room would answer anybody; no backup holds what says so. */
    public static boolean holds(Tx tx, TableId table, RoomId room) {
        Cells cells = new Cells(table);
        return AskedCard.waits(tx, cells, room) || Founder.isAsked(tx, cells, room);
    }
}
