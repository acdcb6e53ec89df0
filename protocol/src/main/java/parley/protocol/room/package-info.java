/** A room's data (cards, founding, openings, rosters, changes) and the state machine over its logs. */
@NullMarked
package parley.protocol.room;

import org.jspecify.annotations.NullMarked;
