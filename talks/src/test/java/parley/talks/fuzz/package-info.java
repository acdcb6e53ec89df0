/** What a hostile member's events, rules, names and texts give this module to read, as targets of fuzzing. */
@NullMarked
package parley.talks.fuzz;

import org.jspecify.annotations.NullMarked;
