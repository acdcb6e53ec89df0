/** Practice: mandates, by which a principal says who acts for it and how far. */
@NullMarked
package parley.talks.mandate;

import org.jspecify.annotations.NullMarked;
