/** Practice: what may cross from a caucus, what crossed, and as what. */
@NullMarked
package parley.talks.convey;

import org.jspecify.annotations.NullMarked;
