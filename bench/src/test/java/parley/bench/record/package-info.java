@NullMarked
package parley.bench.record;

import org.jspecify.annotations.NullMarked;
