/** Practice: changing the Rules of the Table. */
@NullMarked
package parley.talks.table;

import org.jspecify.annotations.NullMarked;
