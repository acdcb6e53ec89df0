@NullMarked
package parley.talks.suspension;

import org.jspecify.annotations.NullMarked;
