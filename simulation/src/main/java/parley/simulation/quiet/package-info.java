/** Tries to tell talk from silence by what a relay and a network see, and to tell who answers whom. */
@NullMarked
package parley.simulation.quiet;

import org.jspecify.annotations.NullMarked;
