/** Parsers at trust boundaries as targets of fuzzing: what each promises of every input, the inputs that are kept, and how they are found. */
@NullMarked
package parley.base.fuzz;

import org.jspecify.annotations.NullMarked;
