/** Plays the attacks of docs/attacks/protocol.md. */
@NullMarked
package parley.protocol.attack;

import org.jspecify.annotations.NullMarked;
