/** The relay's face: what it grants to whom, and HTTP over TLS 1.3. */
@NullMarked
package parley.relay.server;

import org.jspecify.annotations.NullMarked;
