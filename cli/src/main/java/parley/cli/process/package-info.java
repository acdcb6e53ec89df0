/** Relays and nodes as processes of their own, as the demo and the measurements start them. */
@NullMarked
package parley.cli.process;

import org.jspecify.annotations.NullMarked;
