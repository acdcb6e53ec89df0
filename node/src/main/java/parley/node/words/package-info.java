/** What Parley says to people, in their language: message catalogues, numerals and calendars; used by pages and command line alike. */
@NullMarked
package parley.node.words;

import org.jspecify.annotations.NullMarked;
