/** The product's own talk in simulated rooms. */
@NullMarked
package parley.simulation.talk;

import org.jspecify.annotations.NullMarked;
