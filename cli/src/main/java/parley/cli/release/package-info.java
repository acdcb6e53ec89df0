/** A release: the list of its files, who signed the list, and whether a folder is what the list says. */
@NullMarked
package parley.cli.release;

import org.jspecify.annotations.NullMarked;
