/** One principal's node at one table: everything that the sealed room asks of it, without threads, sockets or clocks of its own. */
@NullMarked
package parley.protocol.seat;

import org.jspecify.annotations.NullMarked;
