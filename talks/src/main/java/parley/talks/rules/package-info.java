/** The Rules of the Table as data, and the kinds of rooms that they govern. */
@NullMarked
package parley.talks.rules;

import org.jspecify.annotations.NullMarked;
