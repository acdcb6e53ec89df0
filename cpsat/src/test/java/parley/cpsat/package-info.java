@NullMarked
package parley.cpsat;

import org.jspecify.annotations.NullMarked;
