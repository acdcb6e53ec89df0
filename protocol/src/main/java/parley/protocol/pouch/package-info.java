/** Sealed entries in a file, to be carried by hand. */
@NullMarked
package parley.protocol.pouch;

import org.jspecify.annotations.NullMarked;
