/** The domain: what people do at a table. Pure: no I/O, no clock, no randomness, no floating point, no locale. */
@NullMarked
package parley.talks;

import org.jspecify.annotations.NullMarked;
