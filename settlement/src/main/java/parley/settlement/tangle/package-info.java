/** Finds the efficient packages of issues that interact, where there are too many joint choices to look at each. */
@NullMarked
package parley.settlement.tangle;

import org.jspecify.annotations.NullMarked;
