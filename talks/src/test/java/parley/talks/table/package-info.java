@NullMarked
package parley.talks.table;

import org.jspecify.annotations.NullMarked;
