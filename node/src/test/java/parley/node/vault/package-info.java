/** What the vault promises, held by tests. */
@NullMarked
package parley.node.vault;

import org.jspecify.annotations.NullMarked;
