/** Deterministic stand-ins for what the nodes of a simulation are given: sessions and a small fold. */
@NullMarked
package parley.simulation.doubles;

import org.jspecify.annotations.NullMarked;
