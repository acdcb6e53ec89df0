/** Plays the attacks of docs/attacks/talks.md. */
@NullMarked
package parley.talks.attack;

import org.jspecify.annotations.NullMarked;
