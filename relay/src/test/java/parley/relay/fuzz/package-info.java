/** The parsers of this module that read what strangers, or a damaged disk, made, as targets of fuzzing. */
@NullMarked
package parley.relay.fuzz;

import org.jspecify.annotations.NullMarked;
