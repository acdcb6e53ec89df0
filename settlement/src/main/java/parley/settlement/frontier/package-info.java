/** The efficient packages: merged block by block, with back-pointers from which packages are read. */
@NullMarked
package parley.settlement.frontier;

import org.jspecify.annotations.NullMarked;
