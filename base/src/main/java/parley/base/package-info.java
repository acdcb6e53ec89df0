/** Words that every module speaks: bytes, hashes, secrets, ids, heads, refusals, and the port for randomness. */
@NullMarked
package parley.base;

import org.jspecify.annotations.NullMarked;
