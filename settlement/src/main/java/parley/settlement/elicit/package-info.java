/** Finds out by a few questions what a package is worth to a party, and whether its answers agree with one another. */
@NullMarked
package parley.settlement.elicit;

import org.jspecify.annotations.NullMarked;
