/** Tests of sentences, numerals and calendars. */
@NullMarked
package parley.node.words;

import org.jspecify.annotations.NullMarked;
