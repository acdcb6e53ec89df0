/** What a terminal gives and gets: passphrases without echo, lines without control characters. */
@NullMarked
package parley.cli.term;

import org.jspecify.annotations.NullMarked;
