/** The {@code parley} command. */
@NullMarked
package parley.cli;

import org.jspecify.annotations.NullMarked;
