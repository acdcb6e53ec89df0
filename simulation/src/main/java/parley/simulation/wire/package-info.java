/** Real nodes at a real relay, whose wires are watched by the clock on the wall: does a quiet room's traffic tell talk from silence? */
@NullMarked
package parley.simulation.wire;

import org.jspecify.annotations.NullMarked;
