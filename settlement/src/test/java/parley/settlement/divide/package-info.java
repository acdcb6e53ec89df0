@NullMarked
package parley.settlement.divide;

import org.jspecify.annotations.NullMarked;
