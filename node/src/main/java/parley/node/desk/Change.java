package parley.node.desk;

import parley.base.PrincipalId;
import parley.base.TableId;

/** What changed at the desk: names the thing to show anew, never its content. */
public sealed interface Change {
    /** A table's list of rooms, people, invitations or its connection changed. */
    record TableChanged(TableId table) implements Change {}

    record PersonChanged(TableId table, PrincipalId person) implements Change {}

    /** A room's roster, condition, notices or open proposals changed. */
    record RoomChanged(RoomRef room) implements Change {}

    /** Lines {@code from} (by index) and later are new or changed. */
    record LinesChanged(RoomRef room, long from) implements Change {}

    /** The list of what this node wrote and isn't placed yet changed, a draft included. */
    record UnplacedChanged(RoomRef room) implements Change {}

    record UnreadChanged(RoomRef room) implements Change {}

    /** An upload or download moved on. */
    record TransferMoved(RoomRef room, String transfer) implements Change {}

    /** The connection to relays, the settings or the node's notices changed. */
    record NodeChanged() implements Change {}

    /** The node was locked: nothing more will be told. */
    record Locked() implements Change {}
}
