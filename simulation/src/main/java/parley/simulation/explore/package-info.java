/** Exhaustive search over all schedules of a small room, up to a bound. */
@NullMarked
package parley.simulation.explore;

import org.jspecify.annotations.NullMarked;
