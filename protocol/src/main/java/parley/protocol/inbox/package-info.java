/** Messages between two nodes beside the room's log: their codec and their seal. */
@NullMarked
package parley.protocol.inbox;

import org.jspecify.annotations.NullMarked;
