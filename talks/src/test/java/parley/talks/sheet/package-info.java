@NullMarked
package parley.talks.sheet;

import org.jspecify.annotations.NullMarked;
