/** {@code parley demo}: a relay and three nodes as separate processes of this machine, and a scripted talk through them. */
@NullMarked
package parley.cli.demo;

import org.jspecify.annotations.NullMarked;
