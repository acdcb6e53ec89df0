/** One JVM, many nodes, a hostile network, disk, relay and members; one seed reproduces a run. */
@NullMarked
package parley.simulation;

import org.jspecify.annotations.NullMarked;
