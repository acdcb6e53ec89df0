/** What a room's log holds: seal and body, one size class, strict to parse. */
@NullMarked
package parley.protocol.entry;

import org.jspecify.annotations.NullMarked;
