/** Plays the attacks of docs/attacks/node.md. */
@NullMarked
package parley.node.attack;

import org.jspecify.annotations.NullMarked;
