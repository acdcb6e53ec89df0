/** The issue sheet of a room, and the packages that are put on the table in its terms. */
@NullMarked
package parley.talks.sheet;

import org.jspecify.annotations.NullMarked;
