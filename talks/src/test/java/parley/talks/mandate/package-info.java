@NullMarked
package parley.talks.mandate;

import org.jspecify.annotations.NullMarked;
