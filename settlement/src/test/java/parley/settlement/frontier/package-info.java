@NullMarked
package parley.settlement.frontier;

import org.jspecify.annotations.NullMarked;
