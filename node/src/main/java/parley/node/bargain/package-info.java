/** Counts bargaining spaces with the settlement engine: what a sheet and the scores of its sides make of each other. */
@NullMarked
package parley.node.bargain;

import org.jspecify.annotations.NullMarked;
