@NullMarked
package parley.talks.room;

import org.jspecify.annotations.NullMarked;
