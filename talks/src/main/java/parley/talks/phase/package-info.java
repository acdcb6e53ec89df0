/** Practice: the phases of a table, and moving between them. */
@NullMarked
package parley.talks.phase;

import org.jspecify.annotations.NullMarked;
