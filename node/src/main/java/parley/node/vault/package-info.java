/** The encrypted store of a node: one SQLite file of which every name and value is sealed under a passphrase. */
@NullMarked
package parley.node.vault;

import org.jspecify.annotations.NullMarked;
