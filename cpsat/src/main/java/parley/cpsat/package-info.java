/** CP-SAT of OR-Tools as a solver that the settlement engine can ask. */
@NullMarked
package parley.cpsat;

import org.jspecify.annotations.NullMarked;
