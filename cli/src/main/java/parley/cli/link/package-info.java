/** How commands reach a node: over its JSON API while it runs, or in this process when the vault is opened here. */
@NullMarked
package parley.cli.link;

import org.jspecify.annotations.NullMarked;
