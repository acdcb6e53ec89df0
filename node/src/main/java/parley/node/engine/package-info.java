/** The engine of a node: one thread that owns seats and vault, loops that read and send, and the desk over both. */
@NullMarked
package parley.node.engine;

import org.jspecify.annotations.NullMarked;
