@NullMarked
package parley.settlement.tangle;

import org.jspecify.annotations.NullMarked;
