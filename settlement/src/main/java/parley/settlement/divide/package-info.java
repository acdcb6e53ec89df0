/** Issues that can be split: Adjusted Winner. */
@NullMarked
package parley.settlement.divide;

import org.jspecify.annotations.NullMarked;
