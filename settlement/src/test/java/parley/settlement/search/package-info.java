@NullMarked
package parley.settlement.search;

import org.jspecify.annotations.NullMarked;
