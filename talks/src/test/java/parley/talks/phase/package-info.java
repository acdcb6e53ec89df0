@NullMarked
package parley.talks.phase;

import org.jspecify.annotations.NullMarked;
