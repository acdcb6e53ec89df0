/** A node's way to a relay. */
@NullMarked
package parley.relay.client;

import org.jspecify.annotations.NullMarked;
