/** Reads cases from files of several makers, strictly and within bounds, and writes answers. */
@NullMarked
package parley.settlement.file;

import org.jspecify.annotations.NullMarked;
