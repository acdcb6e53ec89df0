/** Neutral ground: append-only logs of sealed entries, their HTTP API, and its client. */
@NullMarked
package parley.relay;

import org.jspecify.annotations.NullMarked;
