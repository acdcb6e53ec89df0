/** Linear programs in exact fractions. */
@NullMarked
package parley.settlement.linear;

import org.jspecify.annotations.NullMarked;
