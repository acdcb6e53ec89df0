/** The relay's HTTP bodies, byte for byte: written and read by client and server alike. {@code docs/relay.md}. */
@NullMarked
package parley.relay.wire;

import org.jspecify.annotations.NullMarked;
