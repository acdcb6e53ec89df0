/** Who a node is to others, and how two people compare that by voice. */
@NullMarked
package parley.protocol.identity;

import org.jspecify.annotations.NullMarked;
