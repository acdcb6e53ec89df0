@NullMarked
package parley.settlement.elicit;

import org.jspecify.annotations.NullMarked;
