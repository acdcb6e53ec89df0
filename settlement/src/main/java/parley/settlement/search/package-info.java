/** Single packages proved best without listing the frontier: Lagrangian branch and bound. */
@NullMarked
package parley.settlement.search;

import org.jspecify.annotations.NullMarked;
