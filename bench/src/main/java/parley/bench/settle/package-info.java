/** Cases that are hard to settle, and how long it takes. */
@NullMarked
package parley.bench.settle;

import org.jspecify.annotations.NullMarked;
