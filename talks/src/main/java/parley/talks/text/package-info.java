/** What a text really contains: marks for invisible characters, look-alike names, clean file names. */
@NullMarked
package parley.talks.text;

import org.jspecify.annotations.NullMarked;
