/** Practice: suspending the talks of a room, and withdrawing from them with notice. */
@NullMarked
package parley.talks.suspension;

import org.jspecify.annotations.NullMarked;
