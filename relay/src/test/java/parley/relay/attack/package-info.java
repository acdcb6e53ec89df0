/** Plays the attacks of docs/attacks/relay.md. */
@NullMarked
package parley.relay.attack;

import org.jspecify.annotations.NullMarked;
