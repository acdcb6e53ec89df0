/** The parsers of this module that read what strangers made, as targets of fuzzing. */
@NullMarked
package parley.protocol.fuzz;

import org.jspecify.annotations.NullMarked;
