@NullMarked
package parley.settlement;

import org.jspecify.annotations.NullMarked;
