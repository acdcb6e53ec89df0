/** What comes with a release from anywhere, as targets of fuzzing. */
@NullMarked
package parley.cli.release;

import org.jspecify.annotations.NullMarked;
