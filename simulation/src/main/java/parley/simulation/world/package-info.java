/** What surrounds the nodes of a simulation: clock, chance, stores, relays, network and the order of events. */
@NullMarked
package parley.simulation.world;

import org.jspecify.annotations.NullMarked;
