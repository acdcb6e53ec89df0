@NullMarked
package parley.bench.settle;

import org.jspecify.annotations.NullMarked;
