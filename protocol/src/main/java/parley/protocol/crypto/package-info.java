/** Primitives of the platform and of libsodium, bound to the labels of the protocol; none of our own. */
@NullMarked
package parley.protocol.crypto;

import org.jspecify.annotations.NullMarked;
