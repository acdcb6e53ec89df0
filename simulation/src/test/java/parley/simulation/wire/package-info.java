@NullMarked
package parley.simulation.wire;

import org.jspecify.annotations.NullMarked;
