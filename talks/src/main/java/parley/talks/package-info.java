/** The domain: tables, rooms and practices. Pure: no I/O, no clock, no randomness. */
@NullMarked
package parley.talks;

import org.jspecify.annotations.NullMarked;
