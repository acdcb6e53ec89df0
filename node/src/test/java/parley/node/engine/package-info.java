/** Nodes that talk: the engine over real vaults, libsignal and a real relay. */
@NullMarked
package parley.node.engine;

import org.jspecify.annotations.NullMarked;
