/** The shape that every practice has: events, state with fold, acts. */
@NullMarked
package parley.talks.practice;

import org.jspecify.annotations.NullMarked;
