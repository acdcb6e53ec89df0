/** What the protocol asks of its surroundings: a store, a relay, a fold; and what it tells them. */
@NullMarked
package parley.protocol.port;

import org.jspecify.annotations.NullMarked;
