/** What {@code parley settle} reads from its words and prints. */
@NullMarked
package parley.cli.settle;

import org.jspecify.annotations.NullMarked;
