/** The suite of named attacks: each is stopped by the build as it is, and succeeds against one in which a check was taken out. */
@NullMarked
package parley.base.attack;

import org.jspecify.annotations.NullMarked;
