/** Seeded runs of a relay and several nodes under faults, with every invariant checked after every step. */
@NullMarked
package parley.simulation.run;

import org.jspecify.annotations.NullMarked;
