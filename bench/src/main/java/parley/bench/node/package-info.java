/** Whole nodes over a real relay, measured from one person's act to another's record. */
@NullMarked
package parley.bench.node;

import org.jspecify.annotations.NullMarked;
