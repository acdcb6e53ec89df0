/** A node's vault with a long record, made by the code that makes every record, for measuring how it opens. */
@NullMarked
package parley.bench.record;

import org.jspecify.annotations.NullMarked;
