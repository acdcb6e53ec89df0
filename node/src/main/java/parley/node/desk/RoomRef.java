package parley.node.desk;

import parley.base.RoomId;
import parley.base.TableId;

/** A room and the table that it belongs to: what every act in a room names. */
public record RoomRef(TableId table, RoomId room) {}
